package io.hookline.registry.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DeliveryStatsTest {

    @Test
    void countsWhatEndedByTheEndpointsDoing() {
        assertThat(DeliveryStats.successRate(
                        Map.of("delivered", 3L, "failed", 1L, "rejected", 1L, "retrying", 9L, "discarded", 9L)))
                .isEqualTo(0.6);
        assertThat(DeliveryStats.successRate(Map.of("retrying", 1L))).isNull();
    }

    @Test
    void showsEveryHourWhetherAnythingHappenedOrNot() {
        Instant now = Instant.parse("2026-01-02T10:30:00Z");

        List<Map<String, Object>> hours = DeliveryStats.hours(
                now,
                List.of(
                        new DeliveryStats.Count(Instant.parse("2026-01-02T10:00:00Z"), "delivered", 2),
                        new DeliveryStats.Count(Instant.parse("2026-01-02T10:00:00Z"), "failed", 1),
                        new DeliveryStats.Count(Instant.parse("2026-01-01T11:00:00Z"), "retrying", 3),
                        new DeliveryStats.Count(Instant.parse("2026-01-01T10:00:00Z"), "delivered", 9)));

        assertThat(hours).hasSize(24);
        assertThat(hours.getFirst())
                .containsEntry("hour", Instant.parse("2026-01-01T11:00:00Z"))
                .containsEntry("retrying", 3L)
                .containsEntry("delivered", 0L);
        assertThat(hours.getLast())
                .containsEntry("hour", Instant.parse("2026-01-02T10:00:00Z"))
                .containsEntry("delivered", 2L)
                .containsEntry("failed", 1L);
    }
}
