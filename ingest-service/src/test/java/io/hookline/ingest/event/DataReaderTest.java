package io.hookline.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.ingest.http.FieldError;
import io.hookline.ingest.http.Fields;
import io.hookline.ingest.http.Rejected;
import io.hookline.ingest.http.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class DataReaderTest {
    private static final Schema SCHEMA = new Schema.Parser().parse("""
                    {"type": "record", "name": "Sample", "fields": [
                      {"name": "text", "type": ["null", "string"], "default": null},
                      {"name": "flag", "type": ["null", "boolean"], "default": null},
                      {"name": "small", "type": ["null", "int"], "default": null},
                      {"name": "large", "type": ["null", "long"], "default": null},
                      {"name": "score", "type": ["null", "double"], "default": null},
                      {"name": "tags", "type": {"type": "array", "items": "string"}, "default": []},
                      {"name": "counts", "type": {"type": "map", "values": "long"}, "default": {}},
                      {"name": "colour", "type": ["null", {"type": "enum", "name": "Colour", "symbols": ["RED", "BLUE"]}], "default": null},
                      {"name": "id", "type": ["null", "string"], "default": null, "hookline.acceptsIntegers": true},
                      {"name": "author", "type": {"type": "record", "name": "Author", "fields": [
                        {"name": "name", "type": "string"},
                        {"name": "followers", "type": ["null", "long"], "default": null}
                      ]}}
                    ]}
                    """);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text|\"Grüße 👋\"|Grüße 👋",
                "text|null|null",
                "flag|true|true",
                "small|105|105",
                "small|105.0|105",
                "small|1.05e2|105",
                "small|-2147483648|-2147483648",
                "large|9223372036854775807|9223372036854775807",
                "large|0.0|0",
                "score|105|105.0",
                "score|0.1|0.1",
                "score|-1e-3|-0.001",
                "tags|[\"a\", \"b\"]|[a, b]",
                "tags|[]|[]",
                "counts|{\"a\": 1}|{a=1}",
                "colour|\"BLUE\"|BLUE",
                "id|42|42",
                "id|\"a\"|a",
                "id|98765432109876543210|98765432109876543210",
            })
    void takes(String field, String json, String expected) {
        GenericRecord record = read("{\"author\": {\"name\": \"n\"}, \"%s\": %s}".formatted(field, json));

        assertThat(String.valueOf(record.get(field))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text|1|data.text|must be a string",
                "text|[\"a\"]|data.text|must be a string",
                "flag|\"true\"|data.flag|must be true or false",
                "flag|1|data.flag|must be true or false",
                "small|\"1\"|data.small|must be a whole number",
                "small|1.5|data.small|must be a whole number",
                "small|2147483648|data.small|must be a whole number from -2147483648 to 2147483647",
                "small|1e999999999|data.small|must be a whole number from -2147483648 to 2147483647",
                "small|1e-999999999|data.small|must be a whole number",
                "large|9223372036854775808|data.large|must be a whole number from -9223372036854775808 to 9223372036854775807",
                "score|\"high\"|data.score|must be a number",
                "score|1e400|data.score|must be a number that a double can hold",
                "tags|\"a\"|data.tags|must be an array",
                "tags|[\"a\", 1]|data.tags[1]|must be a string",
                "tags|null|data.tags|must be an array",
                "counts|{\"a\": \"x\"}|data.counts.a|must be a whole number",
                "colour|\"GREEN\"|data.colour|must be one of RED, BLUE",
                "id|1.5|data.id|must be a string",
                "id|true|data.id|must be a string",
                "more|1|data.more|is not a field of this event type",
            })
    void refuses(String field, String json, String path, String message) {
        assertThat(errors("{\"author\": {\"name\": \"n\"}, \"%s\": %s}".formatted(field, json)))
                .containsExactly(new FieldError(path, message));
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        assertThat(errors("{\"author\": {\"followers\": \"many\", \"age\": 3}, \"flag\": 0}"))
                .containsExactlyInAnyOrder(
                        new FieldError("data.flag", "must be true or false"),
                        new FieldError("data.author.name", "is required: a string"),
                        new FieldError("data.author.followers", "must be a whole number"),
                        new FieldError("data.author.age", "is not a field of this event type"));
    }

    @Test
    void namesAMissingObject() {
        assertThat(errors("{}")).containsExactly(new FieldError("data.author", "is required: an object"));
    }

    @Test
    void putsDefaultsWhereNothingWasSent() {
        GenericRecord record = read("{\"author\": {\"name\": \"n\"}}");

        assertThat(record.get("text")).isNull();
        assertThat(record.get("tags")).isEqualTo(List.of());
    }

    private static GenericRecord read(String data) {
        ObjectNode body = body(data);
        Fields fields = new Fields(body);
        GenericRecord record = new DataReader(fields).read(SCHEMA, data(body));
        fields.check();
        return record;
    }

    private static List<FieldError> errors(String data) {
        ObjectNode body = body(data);
        Fields fields = new Fields(body);
        new DataReader(fields).read(SCHEMA, data(body));
        Rejected[] rejected = new Rejected[1];
        assertThatThrownBy(fields::check).isInstanceOfSatisfying(Rejected.class, error -> rejected[0] = error);
        return rejected[0].problem().errors();
    }

    private static JsonNode data(ObjectNode body) {
        return Objects.requireNonNull(body.get("data"));
    }

    private static ObjectNode body(String data) {
        return StrictJson.object("{\"data\": %s}".formatted(data).getBytes(StandardCharsets.UTF_8));
    }
}
