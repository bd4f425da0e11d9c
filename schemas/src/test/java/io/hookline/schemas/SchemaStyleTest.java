package io.hookline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each record of the wire, nested ones included. */
final class SchemaStyleTest {

    static Stream<Schema> records() {
        return SchemaFiles.current().flatMap(SchemaStyleTest::withNested).distinct();
    }

    private static Stream<Schema> withNested(Schema schema) {
        return switch (schema.getType()) {
            case RECORD ->
                Stream.concat(
                        Stream.of(schema), schema.getFields().stream().flatMap(field -> withNested(field.schema())));
            case ARRAY -> withNested(schema.getElementType());
            case MAP -> withNested(schema.getValueType());
            case UNION -> schema.getTypes().stream().flatMap(SchemaStyleTest::withNested);
            default -> Stream.empty();
        };
    }

    @ParameterizedTest
    @MethodSource("records")
    void saysWhatItIs(Schema record) {
        assertThat(record.getDoc()).as(record.getFullName()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("records")
    void saysWhatEachFieldIs(Schema record) {
        for (Schema.Field field : record.getFields()) {
            assertThat(field.doc())
                    .as(record.getFullName() + "." + field.name())
                    .isNotBlank();
        }
    }

    /** Without a default a field could neither be added later nor taken away. */
    @ParameterizedTest
    @MethodSource("records")
    void defaultsToNullWhereNullIsAllowed(Schema record) {
        for (Schema.Field field : record.getFields()) {
            if (field.schema().isNullable()) {
                assertThat(field.defaultVal()).as(field.name()).isEqualTo(JsonProperties.NULL_VALUE);
                assertThat(field.schema().getTypes().getFirst().getType()).isEqualTo(Schema.Type.NULL);
            }
        }
    }

    /** Unions of two kinds of value have no plain form in JSON. */
    @ParameterizedTest
    @MethodSource("records")
    void usesUnionsForNullOnly(Schema record) {
        List<Schema> unions = record.getFields().stream()
                .map(Schema.Field::schema)
                .filter(Schema::isUnion)
                .toList();

        assertThat(unions).allSatisfy(union -> assertThat(union.getTypes()).hasSize(2));
        assertThat(unions).allMatch(Schema::isNullable);
    }
}
