package io.hookline.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IsoTimeTest {
    @Test
    void readsTimesOfAnyZoneAndDays() {
        assertThat(IsoTime.parse("2026-01-31T08:00:00Z")).isEqualTo(Instant.parse("2026-01-31T08:00:00Z"));
        assertThat(IsoTime.parse("2026-01-31T08:00:00.123456+02:00"))
                .isEqualTo(Instant.parse("2026-01-31T06:00:00.123Z"));
        assertThat(IsoTime.parse("2026-01-31")).isEqualTo(Instant.parse("2026-01-31T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "2026-01-31T08:00:00", "2026-13-01", "+999999-01-01T00:00:00Z", "1700000000"})
    void saysWhatATimeLooksLike(String text) {
        assertThat(IsoTime.problem(text)).get().asString().contains("ISO 8601");
    }

    @Test
    void takesAParametersPlusSignAsItArrives() {
        assertThat(IsoTime.parameter("since", "2026-01-31T08:00:00 02:00"))
                .isEqualTo(Instant.parse("2026-01-31T06:00:00Z"));
        assertThat(IsoTime.parameter("since", null)).isNull();
        assertThatThrownBy(() -> IsoTime.parameter("since", "x"))
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(
                                rejected.problem().errors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.field()).isEqualTo("since")));
    }
}
