package io.hookline.registry.delivery;

import static org.assertj.core.api.Assertions.assertThat;

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
}
