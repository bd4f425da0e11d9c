package io.hookline.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class RegistryPropertiesTest {
    private static final Map<String, String> REQUIRED =
            Map.of("registry.admin-token", "a-secret-of-16-letters", "registry.keyset", "key set");

    @Test
    void hasDefaults() {
        assertThat(bound(Map.of()))
                .isEqualTo(new RegistryProperties(
                        "localhost:9092",
                        URI.create("http://localhost:8085"),
                        "apicurio",
                        "a-secret-of-16-letters",
                        "key set",
                        "hookline",
                        false,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(500),
                        2,
                        Duration.ofDays(90),
                        1000));
    }

    @Test
    void bindsEveryKey() {
        assertThat(bound(Map.of(
                        "registry.kafka", "kafka:1",
                        "registry.schema-registry-url", "http://schemas:2",
                        "registry.schema-registry-serde", "confluent",
                        "registry.token-issuer", "somebody",
                        "registry.allow-http", "true",
                        "registry.publish-wait", "3s",
                        "registry.publish-interval", "4s",
                        "registry.attempt-listeners", "5",
                        "registry.record-retention", "30d",
                        "registry.redelivery-rate", "6")))
                .isEqualTo(new RegistryProperties(
                        "kafka:1",
                        URI.create("http://schemas:2"),
                        "confluent",
                        "a-secret-of-16-letters",
                        "key set",
                        "somebody",
                        true,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        5,
                        Duration.ofDays(30),
                        6));
    }

    @Test
    void keepsItsSecretsOutOfLogs() {
        assertThat(bound(Map.of()).toString())
                .doesNotContain("a-secret-of-16-letters")
                .doesNotContain("key set");
    }

    private static RegistryProperties bound(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(more);
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("registry", RegistryProperties.class)
                .get();
    }
}
