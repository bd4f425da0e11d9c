package io.hookline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class ReconciliationPropertiesTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new ReconciliationProperties(
                        "localhost:9092",
                        URI.create("http://localhost:8085"),
                        "apicurio",
                        URI.create("http://localhost:8082/.well-known/jwks.json"),
                        "hookline",
                        "",
                        Duration.ofMillis(120),
                        new ReconciliationProperties.Timeout(DAY, DAY, DAY),
                        Duration.ofDays(3),
                        new ReconciliationProperties.Sweep(Duration.ofMillis(500), 500, Duration.ofSeconds(30)),
                        new ReconciliationProperties.Outbox(Duration.ofMillis(200), 16)));
    }

    @Test
    void bindsEveryKey() {
        assertThat(bind(Map.ofEntries(
                        Map.entry("reconciliation.kafka", "kafka:1"),
                        Map.entry("reconciliation.schema-registry-url", "http://registry:1"),
                        Map.entry("reconciliation.schema-registry-serde", "confluent"),
                        Map.entry("reconciliation.jwks-url", "http://keys:1"),
                        Map.entry("reconciliation.token-issuer", "issuer"),
                        Map.entry("reconciliation.internal-secret", "secret"),
                        Map.entry("reconciliation.lookup-patience", "1ms"),
                        Map.entry("reconciliation.timeout.instagram", "1s"),
                        Map.entry("reconciliation.timeout.tiktok", "2s"),
                        Map.entry("reconciliation.timeout.youtube", "3s"),
                        Map.entry("reconciliation.parked-for", "1h"),
                        Map.entry("reconciliation.sweep.interval", "4s"),
                        Map.entry("reconciliation.sweep.batch", "5"),
                        Map.entry("reconciliation.sweep.lag-limit", "6s"),
                        Map.entry("reconciliation.outbox.interval", "7s"),
                        Map.entry("reconciliation.outbox.batch", "8"))))
                .isEqualTo(new ReconciliationProperties(
                        "kafka:1",
                        URI.create("http://registry:1"),
                        "confluent",
                        URI.create("http://keys:1"),
                        "issuer",
                        "secret",
                        Duration.ofMillis(1),
                        new ReconciliationProperties.Timeout(
                                Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)),
                        Duration.ofHours(1),
                        new ReconciliationProperties.Sweep(Duration.ofSeconds(4), 5, Duration.ofSeconds(6)),
                        new ReconciliationProperties.Outbox(Duration.ofSeconds(7), 8)));
    }

    @Test
    void keepsTheSecretToItself() {
        assertThat(bind(Map.of("reconciliation.internal-secret", "hush")).toString())
                .doesNotContain("hush");
    }

    private static ReconciliationProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("reconciliation", ReconciliationProperties.class);
    }
}
