package io.hookline.ingest;

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
            .importPackages("io.hookline.ingest");

    @Test
    void hasNoCyclesBetweenFeatures() {
        slices().matching("io.hookline.ingest.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void keepsAvroTypesAtTheEdges() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Publisher")
                .and()
                .haveSimpleNameNotEndingWith("Listener")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.hookline.event..",
                        "io.hookline.callback..",
                        "io.hookline.ledger..",
                        "io.hookline.catalogue..")
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
