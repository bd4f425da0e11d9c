package io.hookline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

final class StrictJsonTest {

    @Test
    void keepsAllDigits() {
        assertThat(read("{\"a\": 7602997517160123666123456789, \"b\": 0.1000}").toString())
                .isEqualTo("{\"a\":7602997517160123666123456789,\"b\":0.1000}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "1",
                "null",
                "true",
                "\"a\"",
                "{",
                "{}{}",
                "{} x",
                "{'a': 1}",
                "{a: 1}",
                "{\"a\": 01}",
                "{\"a\": NaN}",
                "{\"a\": 1,}",
                "{\"a\": 1, \"a\": 1}",
                "{\"x\": {\"a\": 1, \"a\": 2}}",
                "{\"a\": \"\n\"}",
                "\uFEFF{}"
            })
    void refuses(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(Rejected.class);
    }

    @Test
    void takesSixtyFourLevelsAndNoMore() {
        assertThat(read(nested(64))).isNotNull();
        assertThatThrownBy(() -> read(nested(65))).isInstanceOf(Rejected.class);
    }

    private static String nested(int levels) {
        return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    }

    @Test
    void refusesUtf16() {
        byte[] body = "{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE);

        assertThatThrownBy(() -> StrictJson.object(body)).isInstanceOf(Rejected.class);
    }

    @Test
    void hasOneTextForAllOrdersOfFields() {
        ObjectNode one = read("{\"b\": {\"y\": 1, \"x\": [2, 1]}, \"a\": null}");
        ObjectNode other = read(" {\"a\":null, \"b\":{\"x\":[2,1], \"y\":1}}");

        assertThat(StrictJson.canonical(one))
                .isEqualTo("{\"a\":null,\"b\":{\"x\":[2,1],\"y\":1}}")
                .isEqualTo(StrictJson.canonical(other));
    }

    private static ObjectNode read(String text) {
        return StrictJson.object(text.getBytes(StandardCharsets.UTF_8));
    }
}
