package io.hookline.registry;

import static io.hookline.registry.RunningRegistry.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.parts.Database;
import io.hookline.parts.EmbeddedBroker;
import io.hookline.parts.Parts;
import io.hookline.parts.Ports;
import io.hookline.schemas.Topics;
import io.hookline.subscription.SubscriptionChanged;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.core.DatabaseClient;

/** What a single running instance cannot show: several at once, and Kafka away. */
final class SeveralInstancesIT {
    private static final String SUBSCRIPTIONS = Topics.SUBSCRIPTIONS.topicName();

    @Test
    void shareOneKeyAndPublishEachWebhookInTheOrderOfItsVersions() {
        Database.Address database = Parts.database("several");
        List<CompletableFuture<RunningRegistry>> starting = IntStream.range(0, 2)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> RunningRegistry.start(database, Map.of())))
                .toList();
        try (RunningRegistry one = starting.getFirst().join();
                RunningRegistry two = starting.getLast().join()) {
            String token = one.token(one.newWorkspace());
            String path = "/api/v1/webhooks/" + one.webhook(token, "*");

            CompletableFuture<?>[] changing = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> (i % 2 == 0 ? one : two)
                            .patch(token, path, "{\"rateLimit\": " + (i + 1) + "}")
                            .expect(200)))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(changing).join();

            assertThat(two.get(null, "/.well-known/jwks.json").expect(200).body())
                    .isEqualTo(
                            one.get(null, "/.well-known/jwks.json").expect(200).body());
            List<Long> versions = versions(Wire.ofKey(SUBSCRIPTIONS, path.substring(path.lastIndexOf('/') + 1)));
            assertThat(versions).isSorted();
            assertThat(versions.getLast()).isEqualTo(21);
        }
    }

    @Test
    void doNotLetAFrozenOneHoldALockForEver() {
        String timeout = RunningRegistry.shared()
                .context()
                .getBean(DatabaseClient.class)
                .sql("show idle_in_transaction_session_timeout")
                .mapValue(String.class)
                .one()
                .block();

        assertThat(timeout).isEqualTo("1min");
    }

    @Test
    void takesChangesWhileKafkaIsAwayAndPublishesThemLater(@TempDir Path directory) {
        int port = Ports.free();
        try (RunningRegistry registry = RunningRegistry.start(
                Parts.database("away"),
                Map.of(
                        "HOOKLINE_KAFKA", "localhost:" + port,
                        "registry.publish-wait", "10ms",
                        "spring.kafka.admin.operation-timeout", "1s",
                        "spring.kafka.producer.properties.max.block.ms", "500"))) {
            String token = registry.token(registry.newWorkspace());

            String webhook = registry.webhook(token, "post.published");

            registry.post(token, "/api/v1/webhooks/" + webhook + "/test", null).expect(503);
            registry.get(null, "/actuator/health/readiness").expect(200);
            try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port, Ports.free())) {
                eventually().untilAsserted(() -> assertThat(Wire.all(broker.bootstrapServers(), SUBSCRIPTIONS))
                        .extracting(ConsumerRecord::key)
                        .contains(webhook));
            }
        }
    }

    private static List<Long> versions(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .map(record -> ((SubscriptionChanged) Wire.decoded(record)).getVersion())
                .toList();
    }
}
