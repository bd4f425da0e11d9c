package io.hookline.reconciliation.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallbackBodyTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"text\"", "1", "{", "{} {}", "<feed/>"})
    void refusesWhatIsNoObject(String body) {
        assertThatExceptionOfType(UnprocessableRecord.class).isThrownBy(() -> CallbackBody.parse(body));
    }

    @Test
    void replacesWhatCannotBeStoredWhereverItIs() {
        CallbackBody body = CallbackBody.parse("""
                {"a\\u0000": ["\\ud800x", {"b": "\\u0000"}], "fine": "\\ud83d\\ude00 \\\\u0000"}""");

        assertThat(body).hasToString("""
                {"a\uFFFD":["\uFFFDx",{"b":"\uFFFD"}],"fine":"\ud83d\ude00 \\\\u0000"}""");
    }

    @Test
    void keepsLargeNumbersExactly() {
        CallbackBody body = CallbackBody.parse("""
                {"id": 7602997517160123666, "ratio": 0.10000000000000000001}""");

        assertThat(body.text("id")).hasValue("7602997517160123666");
        assertThat(body).hasToString("""
                {"id":7602997517160123666,"ratio":0.10000000000000000001}""");
    }

    @Test
    void takesTheFirstFieldThatSaysSomething() {
        CallbackBody body = CallbackBody.parse("""
                {"a": null, "b": " ", "c": {}, "d": " text ", "e": "later"}""");

        assertThat(body.text("a", "b", "c", "d", "e")).hasValue("text");
    }
}
