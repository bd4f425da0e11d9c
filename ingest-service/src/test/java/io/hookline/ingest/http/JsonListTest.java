package io.hookline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonListTest {
    private final JsonList list = new JsonList("events", 3);

    @ParameterizedTest
    @ValueSource(strings = {"[]", " \n[1", "{\"events\"", "\t{ \"events\" : 5}"})
    void knowsAList(String body) {
        assertThat(list.isIn(bytes(body))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "1", "{", "{\"event\": 1}", "{\"eventss\": 1}", "{\"x\": 1, \"events\": []}", "x["})
    void knowsWhatIsNone(String body) {
        assertThat(list.isIn(bytes(body))).isFalse();
    }

    @Test
    void cutsAnArray() {
        assertThat(cut("[{\"a\": [1, {\"b\": \"]}\"}]} , {},{\"ü\":\"👋\"}]"))
                .containsExactly("{\"a\": [1, {\"b\": \"]}\"}]}", "{}", "{\"ü\":\"👋\"}");
    }

    @Test
    void cutsTheArrayInAnObject() {
        assertThat(cut(" {\"events\" : [ {\"a\":1} ] } ")).containsExactly("{\"a\":1}");
    }

    @Test
    void leavesNothingOfWhatIsNoObject() {
        assertThat(cut("[1.5, {\"a\":2}, [{}]]")).containsExactly("", "{\"a\":2}", "");
    }

    @Test
    void cutsTextsThatAreLongerThanTheParsersBuffer() {
        String item = "{\"a\": \"" + "ü".repeat(50_000) + "\"}";

        assertThat(cut("[" + item + ", " + item + "," + item + "]")).containsExactly(item, item, item);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"events\": []}",
                "{\"events\": 5}",
                "{\"events\": {}}",
                "{\"events\": [{}], \"more\": 1}",
                "[{},{},{},{}]",
            })
    void namesTheListThatIsNone(String body) {
        assertThatThrownBy(() -> cut(body)).isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(
                        rejected.problem().errors())
                .extracting(FieldError::field)
                .containsExactly("events"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[{}", "[{}] []", "[{\"a\": 1, \"a\": 2}]", "[{},]", "[{\"a\": 01}]", "{\"events\": [{}]", "[{]}"
            })
    void refusesWhatIsNoJson(String body) {
        assertThatThrownBy(() -> cut(body)).isInstanceOf(Rejected.class);
    }

    private List<String> cut(String body) {
        return list.cut(bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
