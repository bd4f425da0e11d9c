package io.hookline.dispatch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.hookline.dispatch");

    @Test
    void hasNoCyclesBetweenFeatures() {
        slices().matching("io.hookline.dispatch.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    /** Decoders are told in the configuration which type to expect. */
    @Test
    void keepsAvroTypesAtTheEdges() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Listener|Reader|Records|Publisher|Configuration)")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.hookline.event..", "io.hookline.delivery..", "io.hookline.subscription..")
                .check(CLASSES);
    }

    @Test
    void takesTimeFromTheClockItIsGiven() {
        noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Configuration")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(CLASSES);
    }

    @Test
    void neverBlocks() {
        noClasses().should().callMethod(Mono.class, "block").check(CLASSES);
        noClasses().should().callMethod(Flux.class, "blockLast").check(CLASSES);
    }

    @Test
    void injectsThroughConstructors() {
        fields().should().notBeAnnotatedWith(Autowired.class).check(CLASSES);
    }
}
