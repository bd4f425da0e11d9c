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
                        1000,
                        new RegistryProperties.Oidc("", "", "workspace")));
    }

    @Test
    void bindsEveryKey() {
        assertThat(bound(Map.ofEntries(
                        Map.entry("registry.kafka", "kafka:1"),
                        Map.entry("registry.schema-registry-url", "http://schemas:2"),
                        Map.entry("registry.schema-registry-serde", "confluent"),
                        Map.entry("registry.token-issuer", "somebody"),
                        Map.entry("registry.allow-http", "true"),
                        Map.entry("registry.publish-wait", "3s"),
                        Map.entry("registry.publish-interval", "4s"),
                        Map.entry("registry.attempt-listeners", "5"),
                        Map.entry("registry.record-retention", "30d"),
                        Map.entry("registry.redelivery-rate", "6"),
                        Map.entry("registry.oidc.issuer", "https://issuer.example"),
                        Map.entry("registry.oidc.audience", "hookline"),
                        Map.entry("registry.oidc.workspace-claim", "tenant"))))
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
                        6,
                        new RegistryProperties.Oidc("https://issuer.example", "hookline", "tenant")));
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
