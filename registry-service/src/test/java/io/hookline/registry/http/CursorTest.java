package io.hookline.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorTest {

    @Test
    void isReadBack() {
        Cursor cursor = new Cursor(Instant.parse("2026-01-01T00:00:00.123Z"), "wh_1");

        assertThat(Cursor.parse(cursor.encoded())).isEqualTo(cursor);
    }

    @Test
    void beginsWithTheNewest() {
        assertThat(Cursor.parse(null).time()).isAfter(Instant.parse("2900-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1|", "|a", "-1|a", "1|a|b", "1|a b", "999999999999999999999|a", "1|a\0"})
    void refusesWhatItDidNotMake(String text) {
        String encoded = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Cursor.parse(encoded)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> Cursor.parse("§")).isInstanceOf(Rejected.class);
    }

    @Test
    void isGivenOutWhileThereIsMore() {
        Instant time = Instant.EPOCH;

        assertThat(Page.of(List.of("a", "b"), 2, row -> new Cursor(time, row)).nextCursor())
                .isNull();
        assertThat(Page.of(List.of("a", "b", "c"), 2, row -> new Cursor(time, row)))
                .isEqualTo(new Page<>(List.of("a", "b"), new Cursor(time, "b").encoded()));
    }
}
