package io.hookline.registry;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                        new RegistryProperties.Oidc("", "", "workspace"),
                        Duration.ofHours(1),
                        Duration.ofDays(5),
                        Duration.ofSeconds(30),
                        new RegistryProperties.Smtp(
                                "", 587, "", "", "", true, Duration.ofMinutes(1), Duration.ofDays(1))));
    }

    @Test
    void bindsEveryKey() {
        assertThat(bound(Map.ofEntries(
                        entry("registry.kafka", "kafka:1"),
                        entry("registry.schema-registry-url", "http://schemas:2"),
                        entry("registry.schema-registry-serde", "confluent"),
                        entry("registry.token-issuer", "somebody"),
                        entry("registry.allow-http", "true"),
                        entry("registry.publish-wait", "3s"),
                        entry("registry.publish-interval", "4s"),
                        entry("registry.attempt-listeners", "5"),
                        entry("registry.record-retention", "30d"),
                        entry("registry.redelivery-rate", "6"),
                        entry("registry.oidc.issuer", "https://issuer.example"),
                        entry("registry.oidc.audience", "hookline"),
                        entry("registry.oidc.workspace-claim", "tenant"),
                        entry("registry.failing-after", "6s"),
                        entry("registry.disable-after", "7s"),
                        entry("registry.health-interval", "8s"),
                        entry("registry.smtp.host", "mail"),
                        entry("registry.smtp.port", "9"),
                        entry("registry.smtp.user", "u"),
                        entry("registry.smtp.password", "p"),
                        entry("registry.smtp.from", "hookline@example.com"),
                        entry("registry.smtp.starttls", "false"),
                        entry("registry.smtp.retry-after", "10s"),
                        entry("registry.smtp.give-up-after", "11s"))))
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
                        new RegistryProperties.Oidc("https://issuer.example", "hookline", "tenant"),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(8),
                        new RegistryProperties.Smtp(
                                "mail",
                                9,
                                "u",
                                "p",
                                "hookline@example.com",
                                false,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(11))));
    }

    @Test
    void keepsItsSecretsOutOfLogs() {
        assertThat(bound(Map.of("registry.smtp.password", "of-the-mail-server")).toString())
                .doesNotContain("a-secret-of-16-letters")
                .doesNotContain("key set")
                .doesNotContain("of-the-mail-server");
    }

    @Test
    void sendsNoMailWithoutASender() {
        assertThatThrownBy(() -> bound(Map.of("registry.smtp.host", "mail")))
                .hasRootCauseMessage(
                        "HOOKLINE_SMTP_FROM (registry.smtp.from) must be set, since HOOKLINE_SMTP_HOST is");
    }

    private static RegistryProperties bound(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(more);
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("registry", RegistryProperties.class)
                .get();
    }
}
