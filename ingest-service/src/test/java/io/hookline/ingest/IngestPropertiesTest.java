package io.hookline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

final class IngestPropertiesTest {

    @Test
    void hasDefaultsThatRefuseWhatIsNotSigned() {
        assertThat(Properties.with(Map.of()))
                .isEqualTo(new IngestProperties(
                        "localhost:9092",
                        Duration.ofSeconds(10),
                        DataSize.ofMegabytes(32),
                        URI.create("http://localhost:8085"),
                        "apicurio",
                        URI.create("http://localhost:8082/.well-known/jwks.json"),
                        Duration.ofSeconds(5),
                        "hookline",
                        "hookline",
                        "workspace",
                        DataSize.ofKilobytes(256),
                        DataSize.ofMegabytes(5),
                        Duration.ofSeconds(30),
                        DataSize.ofMegabytes(32),
                        Map.of(),
                        false,
                        URI.create("http://localhost:8083"),
                        "",
                        Duration.ofMillis(200),
                        new IngestProperties.Database("", 5432, "ingest", "hookline", ""),
                        new IngestProperties.Keys(Duration.ofHours(24), Duration.ofSeconds(3), Duration.ofMinutes(1))));
    }

    @Test
    void bindsEveryKey() {
        IngestProperties bound = Properties.with(Map.ofEntries(
                Map.entry("kafka", "a:1,b:2"),
                Map.entry("kafka-timeout", "3s"),
                Map.entry("kafka-buffer", "1MB"),
                Map.entry("schema-registry-url", "http://c:3"),
                Map.entry("schema-registry-serde", "confluent"),
                Map.entry("jwks-url", "http://d:4/keys"),
                Map.entry("jwks-timeout", "6s"),
                Map.entry("token-issuer", "https://issuer"),
                Map.entry("token-audience", "us"),
                Map.entry("token-workspace-claim", "tenant"),
                Map.entry("max-body", "1KB"),
                Map.entry("max-batch", "3KB"),
                Map.entry("body-timeout", "5s"),
                Map.entry("body-memory", "2MB"),
                Map.entry("callback-secrets.tiktok", "one,two"),
                Map.entry("allow-unsigned-callbacks", "true"),
                Map.entry("reconciliation-url", "http://e:5"),
                Map.entry("internal-secret", "secret"),
                Map.entry("lookup-timeout", "1s"),
                Map.entry("database.host", "f"),
                Map.entry("database.port", "6"),
                Map.entry("database.name", "g"),
                Map.entry("database.user", "h"),
                Map.entry("database.password", "i"),
                Map.entry("idempotency.kept", "1h"),
                Map.entry("idempotency.timeout", "2s"),
                Map.entry("idempotency.forget-interval", "4s")));

        assertThat(bound)
                .isEqualTo(new IngestProperties(
                        "a:1,b:2",
                        Duration.ofSeconds(3),
                        DataSize.ofMegabytes(1),
                        URI.create("http://c:3"),
                        "confluent",
                        URI.create("http://d:4/keys"),
                        Duration.ofSeconds(6),
                        "https://issuer",
                        "us",
                        "tenant",
                        DataSize.ofKilobytes(1),
                        DataSize.ofKilobytes(3),
                        Duration.ofSeconds(5),
                        DataSize.ofMegabytes(2),
                        Map.of("tiktok", List.of("one", "two")),
                        true,
                        URI.create("http://e:5"),
                        "secret",
                        Duration.ofSeconds(1),
                        new IngestProperties.Database("f", 6, "g", "h", "i"),
                        new IngestProperties.Keys(Duration.ofHours(1), Duration.ofSeconds(2), Duration.ofSeconds(4))));
    }

    @Test
    void keepsSecretsOutOfItsText() {
        IngestProperties properties = Properties.with(Map.of(
                "internal-secret", "hidden", "callback-secrets.tiktok", "hidden", "database.password", "hidden"));

        assertThat(properties.toString()).doesNotContain("hidden");
        assertThat(properties.database().toString()).doesNotContain("hidden");
    }
}
