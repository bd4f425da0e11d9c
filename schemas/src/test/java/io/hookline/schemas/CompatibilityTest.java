package io.hookline.schemas;

import static org.apache.avro.SchemaCompatibility.checkReaderWriterCompatibility;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * FULL_TRANSITIVE, the rule of the registry, at build time: readers of every released version read what is written today, and
 * today's readers read everything that was ever written. After a release, a changed schema is copied to
 * {@code src/released/<record>/<next number>.avsc}; released files never change.
 */
final class CompatibilityTest {

    static Stream<Schema> current() {
        return SchemaFiles.current();
    }

    @ParameterizedTest
    @MethodSource("current")
    void hasAReleasedVersionOfEveryRecord(Schema current) {
        assertThat(SchemaFiles.released(current))
                .as("src/released/%s/1.avsc", current.getName())
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("current")
    void isReadByEveryReleasedReader(Schema current) {
        for (Schema released : SchemaFiles.released(current)) {
            assertCompatible(released, current);
        }
    }

    @ParameterizedTest
    @MethodSource("current")
    void readsWhatEveryReleasedWriterWrote(Schema current) {
        for (Schema released : SchemaFiles.released(current)) {
            assertCompatible(current, released);
        }
    }

    @Test
    void noticesAFieldThatWasTakenAway() {
        Schema before = record("{\"name\": \"a\", \"type\": \"string\"}");
        Schema after = record("");

        assertThat(checkReaderWriterCompatibility(before, after).getType())
                .isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    }

    private static Schema record(String fields) {
        return new Schema.Parser().parse("{\"type\": \"record\", \"name\": \"R\", \"fields\": [%s]}".formatted(fields));
    }

    private static void assertCompatible(Schema reader, Schema writer) {
        SchemaPairCompatibility result = checkReaderWriterCompatibility(reader, writer);
        assertThat(result.getType())
                .as("%s: %s", writer.getName(), List.of(result.getResult().getIncompatibilities()))
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }
}
