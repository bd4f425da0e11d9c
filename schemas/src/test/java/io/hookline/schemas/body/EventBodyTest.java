package io.hookline.schemas.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is expected here is what node gives for {@code JSON.stringify(JSON.parse(body))}. */
final class EventBodyTest {
    private static final EventBody BODY = new EventBody("goal.achieved", "2024-01-10T12:00:00Z", "ws_789", "evt_1");

    @Test
    void isCompactAndInTheOrderOfTheSchema() {
        Schema author = SchemaBuilder.record("Author")
                .fields()
                .requiredString("username")
                .requiredInt("followers")
                .endRecord();
        Schema schema = SchemaBuilder.record("MentionCreated")
                .fields()
                .requiredString("zulu")
                .requiredString("alpha")
                .optionalString("absent")
                .requiredDouble("score")
                .requiredBoolean("corrected")
                .name("author")
                .type(author)
                .noDefault()
                .name("platforms")
                .type()
                .array()
                .items()
                .stringType()
                .noDefault()
                .endRecord();
        GenericRecord data = record(
                schema,
                Map.of(
                        "zulu",
                        "z",
                        "alpha",
                        "a",
                        "score",
                        0.85,
                        "corrected",
                        true,
                        "author",
                        record(author, Map.of("username", "happy_customer", "followers", 5000)),
                        "platforms",
                        List.of("instagram", "twitter")));

        assertThat(body(data))
                .isEqualTo(
                        "{\"event\":\"goal.achieved\",\"timestamp\":\"2024-01-10T12:00:00Z\",\"data\":{\"zulu\":\"z\","
                                + "\"alpha\":\"a\",\"score\":0.85,\"corrected\":true,\"author\":{\"username\":\"happy_customer\","
                                + "\"followers\":5000},\"platforms\":[\"instagram\",\"twitter\"]},\"workspaceId\":\"ws_789\","
                                + "\"id\":\"evt_1\"}");
    }

    @Test
    void escapesWhatJavaScriptEscapesAndNothingElse() {
        assertThat(json("a/b \u2028 \u007f \u0001 😀 \ud83d \ude00 é <>&\u2029 \b\f\n\r\t\"\\ \u001f"))
                .isEqualTo(
                        "\"a/b \u2028 \u007f \\u0001 😀 \\ud83d \\ude00 é <>&\u2029 \\b\\f\\n\\r\\t\\\"\\\\ \\u001f\"");
    }

    @Test
    void putsKeysOfMapsInTheOrderThatJavaScriptGivesThem() {
        Map<String, Integer> map = new LinkedHashMap<>();
        List.of("b", "10", "2", "01", "4294967295", "4294967294", "a", "").forEach(key -> map.put(key, 1));

        assertThat(json(map))
                .isEqualTo("{\"2\":1,\"10\":1,\"4294967294\":1,\"\":1,\"01\":1,\"4294967295\":1,\"a\":1,\"b\":1}");
    }

    @Test
    void keepsNullsWhereTheirPlaceMeansSomething() {
        assertThat(json(Arrays.asList("a", null))).isEqualTo("[\"a\",null]");
    }

    @Test
    void writesDataThatCameFromJson() {
        Map<String, Object> data = Map.of(
                "whole", 105.0, "decimal", new BigDecimal("0.10"), "big", new BigInteger("12345678901234567890"));

        assertThat(CompactJson.of(data)).isEqualTo("{\"big\":12345678901234567000,\"decimal\":0.1,\"whole\":105}");
    }

    @Test
    void writesBytesAsBase64() {
        assertThat(json(ByteBuffer.wrap(new byte[] {1, 2, 3}))).isEqualTo("\"AQID\"");
    }

    private static String json(Object value) {
        StringBuilder out = new StringBuilder();
        new JavaScriptJson(out).value(value);
        return out.toString();
    }

    private static String body(GenericRecord data) {
        return UTF_8.decode(BODY.render(data)).toString();
    }

    private static GenericRecord record(Schema schema, Map<String, Object> values) {
        GenericRecord record = new GenericData.Record(schema);
        values.forEach(record::put);
        return record;
    }

    @Test
    void takesTheDataOfOwnTypesAsItIs() {
        ByteBuffer body = BODY.render(utf8("{\"b\":1.50,\"a\":\"ü\"}"));

        assertThat(UTF_8.decode(body).toString()).contains("\"data\":{\"b\":1.50,\"a\":\"ü\"},\"workspaceId\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "[]",
                "{",
                "{}{}",
                "{},\"workspaceId\":{}",
                "{\"a\":1,\"a\":2}",
                "{} x",
                "null",
                "\uFEFF{}"
            })
    void takesNothingThatIsNotOneObject(String data) {
        assertThatThrownBy(() -> BODY.render(utf8(data))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesNothingThatIsNotUtf8() {
        ByteBuffer data = ByteBuffer.wrap(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});

        assertThatThrownBy(() -> BODY.render(data)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
