package io.hookline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DispatchPropertiesTest {

    @Test
    void hasTheDefaultsThatTheReadmePromises() {
        assertThat(Properties.with(Map.of()))
                .isEqualTo(new DispatchProperties(
                        "dev",
                        "localhost:9092",
                        URI.create("http://localhost:8085"),
                        "apicurio",
                        "a key set",
                        false,
                        List.of(),
                        "",
                        "",
                        List.of(
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(15),
                                Duration.ofHours(1),
                                Duration.ofHours(6)),
                        Set.of(408, 425, 429),
                        Duration.ofDays(3),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        256,
                        8,
                        2000,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        2000,
                        Duration.ofSeconds(10)));
    }

    @Test
    void bindsEveryKey() {
        DispatchProperties bound = Properties.with(Map.ofEntries(
                Map.entry("version", "1.2.3"),
                Map.entry("kafka", "a:1,b:2"),
                Map.entry("schema-registry-url", "http://c:3"),
                Map.entry("schema-registry-serde", "confluent"),
                Map.entry("keyset", "another"),
                Map.entry("allow-http", "true"),
                Map.entry("allowed-addresses", "127.0.0.0/8,::1/128"),
                Map.entry("ca-bundle", "/etc/ca.pem"),
                Map.entry("proxy", "http://proxy:3128"),
                Map.entry("retry-delays", "1s,2s"),
                Map.entry("retried-client-errors", "409"),
                Map.entry("expire-after", "1d"),
                Map.entry("timeout", "3s"),
                Map.entry("connect-timeout", "4s"),
                Map.entry("in-flight", "5"),
                Map.entry("in-flight-per-endpoint", "6"),
                Map.entry("waiting-per-endpoint", "7"),
                Map.entry("patience", "9s"),
                Map.entry("deferral", "10s"),
                Map.entry("breaker-wait", "11s"),
                Map.entry("handling", "12"),
                Map.entry("drain", "13s")));

        assertThat(bound)
                .isEqualTo(new DispatchProperties(
                        "1.2.3",
                        "a:1,b:2",
                        URI.create("http://c:3"),
                        "confluent",
                        "another",
                        true,
                        List.of("127.0.0.0/8", "::1/128"),
                        "/etc/ca.pem",
                        "http://proxy:3128",
                        List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                        Set.of(409),
                        Duration.ofDays(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        5,
                        6,
                        7,
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(11),
                        12,
                        Duration.ofSeconds(13)));
    }

    @Test
    void retriesNoClientErrorWhenTheListIsEmpty() {
        assertThat(Properties.with(Map.of("retried-client-errors", "")).retriedClientErrors())
                .isEmpty();
    }

    @Test
    void refusesDelaysThatDoNotAscend() {
        assertThatThrownBy(() -> Properties.with(Map.of("retry-delays", "2s,1s")))
                .rootCause()
                .hasMessageContaining("must ascend");
    }

    @Test
    void keepsTheKeySetOutOfItsText() {
        assertThat(Properties.with(Map.of("keyset", "hidden")).toString()).doesNotContain("hidden");
    }
}
