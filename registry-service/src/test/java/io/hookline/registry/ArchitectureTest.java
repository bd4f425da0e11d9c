package io.hookline.registry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.hookline.registry");

    @Test
    void hasNoCycles() {
        slices().matching("io.hookline.registry.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void keepsAvroAtTheEdges() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Decoder|Encoder)")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.hookline.event",
                        "io.hookline.delivery",
                        "io.hookline.subscription",
                        "io.hookline.catalogue")
                .check(CLASSES);
    }

    @Test
    void keepsClearSecretsWithTheirPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..secret..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.crypto.tink..")
                .check(CLASSES);
    }

    @Test
    void takesTheTimeFromItsClock() {
        noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
        noClasses().should().callMethod(Clock.class, "systemUTC").check(CLASSES);
        noClasses().should().callMethod(Clock.class, "system", ZoneId.class).check(CLASSES);
    }

    @Test
    void neverBlocksAReactiveThread() {
        noClasses().should().callMethod(Mono.class, "block").check(CLASSES);
        noClasses().should().callMethod(Flux.class, "blockLast").check(CLASSES);
        noClasses().should().callMethod(Flux.class, "blockFirst").check(CLASSES);
    }

    @Test
    void injectsThroughConstructors() {
        fields().should().notBeAnnotatedWith(Autowired.class).check(CLASSES);
        fields().should().notBeAnnotatedWith(Value.class).check(CLASSES);
    }
}
