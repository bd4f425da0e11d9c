package io.hookline.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class IdsTest {

    @Test
    void derivesTheSameIdFromTheSameCause() {
        assertThat(Ids.derived("pub_", "ws_1", "tiktok", "x"))
                .matches("pub_[0-9a-f]{32}")
                .isEqualTo(Ids.derived("pub_", "ws_1", "tiktok", "x"));
    }

    @Test
    void tellsCausesApartThatRunTogether() {
        assertThat(Ids.derived("pub_", "ab", "c")).isNotEqualTo(Ids.derived("pub_", "a", "bc"));
    }

    @Test
    void drawsADifferentIdEachTime() {
        assertThat(Ids.random("evt_")).matches("evt_[0-9a-f]{32}").isNotEqualTo(Ids.random("evt_"));
    }
}
