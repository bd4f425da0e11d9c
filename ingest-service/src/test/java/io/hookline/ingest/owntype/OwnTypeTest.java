package io.hookline.ingest.owntype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.ingest.http.FieldError;
import io.hookline.ingest.http.Fields;
import io.hookline.ingest.http.Rejected;
import io.hookline.ingest.http.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

final class OwnTypeTest {
    private static final String ANYTHING = "{}";
    private static final String ORDER = """
            {"type": "object", "required": ["orderId"], "additionalProperties": false, "properties": {
              "orderId": {"type": ["string", "integer"]},
              "total": {"type": "number", "minimum": 0, "multipleOf": 0.01},
              "count": {"type": "integer"},
              "state": {"enum": ["new", "paid"]},
              "code": {"type": "string", "pattern": "^(a+)+$"},
              "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}}},
              "$defs": {"line": {"type": "object", "properties": {"sku": {"type": "string"}}}}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ \"b\" : 1 , \"a\" : [ ] , \"c\": { } }|{\"b\":1,\"a\":[],\"c\":{}}",
                "{\"b\":1,\"10\":2,\"a\":3,\"2\":4,\"01\":5,\"-1\":6}|{\"2\":4,\"10\":2,\"b\":1,\"a\":3,\"01\":5,\"-1\":6}",
                "{\"x\":{\"z\":1,\"0\":2}}|{\"x\":{\"0\":2,\"z\":1}}",
                "{\"a\":[105.0,1e2,-0.0,0.10,1E-7,1e21,1e20,9007199254740991,18446744073709551616]}|{\"a\":[105,100,0,0.1,1e-7,1e+21,100000000000000000000,9007199254740991,18446744073709552000]}",
                "{\"a\":\"\\u00fc\\/\\u0007\\ud800\\n\"}|{\"a\":\"ü/\\u0007\\ud800\\n\"}",
                "{\"a\":[true,false,null]}|{\"a\":[true,false,null]}",
            })
    void writesWhatJavaScriptWouldWrite(String data, String written) {
        assertThat(new String(read(ANYTHING, null, data).json(), StandardCharsets.UTF_8))
                .isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":[1,{\"b\":1e400}]}|data.a[1].b",
                "{\"a\":9007199254740993}|data.a",
                "{\"a\":1e999999999}|data.a",
                "{\"a\":12345678901234567890123}|data.a",
            })
    void refusesNumbersThatJavaScriptCannotHold(String data, String field) {
        assertThat(errors(ANYTHING, data)).extracting(FieldError::field).containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|data.orderId",
                "{\"orderId\":true}|data.orderId",
                "{\"orderId\":1,\"more\":2}|data.more",
                "{\"orderId\":1,\"total\":-1}|data.total",
                "{\"orderId\":1,\"total\":0.005}|data.total",
                "{\"orderId\":1,\"count\":1.5}|data.count",
                "{\"orderId\":1,\"state\":\"lost\"}|data.state",
                "{\"orderId\":1,\"lines\":[{},{\"sku\":3}]}|data.lines[1].sku",
            })
    void namesTheFieldThatDoesNotMatch(String data, String field) {
        List<FieldError> errors = errors(ORDER, data);

        assertThat(errors).extracting(FieldError::field).containsExactly(field);
        assertThat(errors.getFirst().message()).isNotBlank();
    }

    @Test
    void takesWholeNumbersHoweverTheyAreSpelled() {
        assertThat(read(ORDER, null, "{\"orderId\":1,\"count\":3.0,\"total\":19.99}")
                        .json())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"orderId\":1,\"count\":3,\"total\":19.99}");
    }

    @Test
    void matchesPatternsInLinearTime() {
        String hostile = "a".repeat(100_000) + "!";

        assertThat(errors(ORDER, "{\"orderId\":1,\"code\":\"" + hostile + "\"}"))
                .extracting(FieldError::field)
                .containsExactly("data.code");
    }

    @Test
    void bringsNoMoreErrorsThanAnAnswerShows() {
        String lines = "{\"sku\":1},".repeat(10_000);

        assertThat(errors(ORDER, "{\"orderId\":1,\"lines\":[" + lines + "{}]}")).hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\": \"https://example.com/schema.json\"}",
                "{\"$ref\": \"http://127.0.0.1:1/schema.json\"}",
                "{\"$ref\": \"file:///etc/passwd\"}",
                "{\"$ref\": \"#/$defs/missing\"}",
                "{\"$ref\": \"#\"}",
                "{\"properties\": {\"a\": {\"pattern\": \"(?=a)b\"}}}",
                "{\"type\": \"strin\"}",
                "[]",
                "nothing",
            })
    void refusesEventsWhoseSchemaCannotBeUsed(String schema) {
        assertThat(errors(schema, "{\"a\":\"b\"}"))
                .hasSize(1)
                .extracting(FieldError::field)
                .isSubsetOf("event", "data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{\"e\":\"x\"}|x", "{\"e\":42.0}|42", "{\"e\":\"\"}|", "{\"e\":{}}|", "{\"e\":1.5}|", "{}|"})
    void saysWhatItIsAbout(String data, @Nullable String entity) {
        assertThat(read(ANYTHING, "e", data).entity().orElse(null)).isEqualTo(entity);
    }

    private static OwnType.Data read(String schema, @Nullable String entity, String data) {
        ObjectNode body = body(data);
        Fields fields = new Fields(body);
        Optional<OwnType.Data> read = type(schema, entity).read(body, fields);
        fields.check();
        return read.orElseThrow();
    }

    private static List<FieldError> errors(String schema, String data) {
        ObjectNode body = body(data);
        Fields fields = new Fields(body);
        assertThat(type(schema, null).read(body, fields)).isEmpty();
        Rejected[] rejected = new Rejected[1];
        assertThatThrownBy(fields::check).isInstanceOfSatisfying(Rejected.class, error -> rejected[0] = error);
        return rejected[0].problem().errors();
    }

    private static OwnType type(String schema, @Nullable String entity) {
        return new OwnType("order.shipped", 1, entity, DataSchema.read(schema).orElse(null));
    }

    private static ObjectNode body(String data) {
        return StrictJson.object(data.getBytes(StandardCharsets.UTF_8));
    }
}
