package io.hookline.registry.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.registry.http.FieldError;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class DataSchemaTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'$schema': 'https://json-schema.org/draft/2020-12/schema', '$id': 'https://example.com/a'}",
                "{'$defs': {'a': {'type': 'string'}}, 'properties': {'x': {'$ref': '#/$defs/a'}}}",
                "{'properties': {'children': {'type': 'array', 'items': {'$ref': '#'}}}}",
                "{'$defs': {'a b': {}}, '$ref': '#/$defs/a%20b'}",
                "{'properties': {'pattern': {'type': 'string', 'pattern': '^[a-z]{2,}$'}, '$ref': {'type': 'string'}}}",
                "{'properties': {'x': {'enum': [{'$ref': 'https://example.com'}]}}}",
                "{'allOf': [{'$ref': '#/$defs/a'}, {'$ref': '#/$defs/a'}], '$defs': {'a': {'type': 'object'}}}"
            })
    void takesSchemas(String schema) throws Exception {
        assertThat(parse(schema).problem(json("{}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'text'}                                        | .type",
                "{'properties': {'x': {'minimum': 'a'}}}                 | .properties.x.minimum",
                "{'$schema': 'http://json-schema.org/draft-07/schema#'}  | .$schema",
                "{'properties': {'x': {'$id': 'https://example.com/b'}}} | .properties.x.$id",
                "{'$ref': 'https://example.com/a.json'}                  | .$ref",
                "{'items': {'$ref': 'file:///etc/passwd'}}               | .items.$ref",
                "{'properties': {'x': {'$dynamicRef': 'other#a'}}}       | .properties.x.$dynamicRef",
                "{'$ref': '#/$defs/nowhere'}                             | .$ref",
                "{'$ref': '#/nowhere/$ref', 'nowhere': {'$ref': 'http://example.com'}} | .$ref",
                "{'properties': {'x': {'pattern': '(?=a)b'}}}            | .properties.x.pattern",
                "{'patternProperties': {'(a)\\\\1': {}}}                   | .patternProperties",
            })
    void refusesWhatItCannotKeep(String schema, String path) {
        assertThatThrownBy(() -> parse(schema))
                .isInstanceOfSatisfying(
                        InvalidDataSchemaException.class,
                        e -> assertThat(e.problem().field()).isEqualTo(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$ref': '#'}",
                "{'$ref': '#/$defs/a', '$defs': {'a': {'$ref': '#/$defs/b'}, 'b': {'anyOf': [{}, {'$ref': '#/$defs/a'}]}}}",
                "{'properties': {'x': {'if': {'not': {'$ref': '#/properties/x'}}}}}",
                "{'properties': {'x': {'dependentSchemas': {'y': {'$ref': '#/properties/x'}}}}}"
            })
    void refusesWhatWouldNeverEnd(String schema) {
        assertThatThrownBy(() -> parse(schema))
                .isInstanceOf(InvalidDataSchemaException.class)
                .hasMessageContaining("leads back to itself");
    }

    @Test
    void refusesWhatWouldTakeForEver() {
        StringBuilder parts = new StringBuilder("'d30': {}");
        for (int i = 0; i < 30; i++) {
            String next = "{'$ref': '#/$defs/d" + (i + 1) + "'}";
            parts.append(", 'd" + i + "': {'allOf': [" + next + ", " + next + "]}");
        }

        assertThatThrownBy(() -> parse("{'$ref': '#/$defs/d0', '$defs': {" + parts + "}}"))
                .isInstanceOf(InvalidDataSchemaException.class)
                .hasMessageContaining("more than 1000 schemas");
    }

    @Test
    void saysWhereDataIsWrong() throws Exception {
        DataSchema schema = parse("{'properties': {'a': {'items': {'type': 'integer'}}}, 'required': ['a']}");

        assertThat(schema.problem(json("{'a': [1, 2]}"))).isEmpty();
        assertThat(schema.problem(json("{'a': [1, 'x']}")).map(FieldError::field))
                .contains(".a.1");
        assertThat(schema.problem(json("{}")).map(FieldError::field)).contains("");
    }

    @Test
    void matchesPatternsInLinearTime() throws Exception {
        DataSchema schema = parse("{'properties': {'a': {'pattern': '^(a+)+$'}}}");

        Optional<FieldError> problem = schema.problem(json("{'a': '" + "a".repeat(50_000) + "!'}"));

        assertThat(problem.map(FieldError::field)).contains(".a");
    }

    private static DataSchema parse(String schema) throws InvalidDataSchemaException {
        return DataSchema.parse(json(schema));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
