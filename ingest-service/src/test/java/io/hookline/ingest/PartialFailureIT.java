package io.hookline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.parts.EmbeddedBroker;
import io.hookline.parts.Parts;
import io.hookline.parts.Ports;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Kafka takes some events of a batch and not the others: one topic has no room for records of any size. */
final class PartialFailureIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BATCH = """
            [{"event": "account.connected", "data": {"accountId": "a", "platform": "x", "username": "u"}},
             {"event": "user.created", "data": {"user_id": "u", "username": "u", "email": "e@example.com"}},
             {"event": "goal.achieved",
              "data": {"campaignId": "c", "goalType": "reach", "target": 1, "achieved": 1, "percentageComplete": 1}}]
            """;

    private final Issuer issuer = new Issuer("key-1");
    private final String token = issuer.token("events:write");
    private final int port = Ports.free();

    @Test
    void asksForThoseThatAreNotSafeAgainAndKeepsNoSuchAnswer(@TempDir Path directory) throws Exception {
        List<String> properties = new ArrayList<>(IngestUnderTest.databaseProperties(Parts.database("partial")));
        properties.add("--ingest.kafka=localhost:" + port);
        properties.add("--ingest.kafka-timeout=2s");
        properties.add("--ingest.idempotency.timeout=30s");
        properties.add("--ingest.schema-registry-url=" + Parts.schemaRegistry().url());
        EmbeddedBroker broker = EmbeddedBroker.start(directory, port, Ports.free());
        try (Answers keys = Answers.start(exchange -> Answers.text(exchange, 200, issuer.jwks()))) {
            properties.add("--ingest.jwks-url=" + keys.url("/"));
            properties.add("--ingest.jwks-timeout=60s");
            try (ConfigurableApplicationContext context = IngestUnderTest.start(properties.toArray(String[]::new))) {
                URI url = IngestUnderTest.urlOf(context);
                await().atMost(PATIENCE).until(() -> post(url, "ready").statusCode() == 202);

                takeRecordsUpTo(1);
                HttpResponse<String> partial = await().atMost(PATIENCE)
                        .until(() -> post(url, "key"), answer -> List.of(202, 202, 503)
                                .equals(BatchAnswers.statuses(answer)));
                assertThat(partial.statusCode()).isEqualTo(207);
                assertThat(partial.headers().firstValue("Retry-After")).contains("5");

                takeRecordsUpTo(1024 * 1024);
                HttpResponse<String> whole =
                        await().atMost(PATIENCE).until(() -> post(url, "key"), answer -> answer.statusCode() == 202);
                assertThat(whole.headers().firstValue("Idempotency-Replayed")).isEmpty();
                List<String> ids = BatchAnswers.ids(whole);
                assertThat(ids.subList(0, 2))
                        .isEqualTo(BatchAnswers.ids(partial).subList(0, 2));
                assertThat(new KafkaLog("localhost:" + port, Parts.schemaRegistry())
                                .withId("events.analytics.v1", ids.get(2)))
                        .isNotEmpty()
                        .allSatisfy(record -> assertThat(record.header(CloudEventHeaders.TYPE))
                                .isEqualTo("goal.achieved"));
                assertThat(post(url, "key").headers().firstValue("Idempotency-Replayed"))
                        .contains("true");
            }
        } finally {
            broker.close();
        }
    }

    private HttpResponse<String> post(URI url, String key) {
        return IngestUnderTest.send(
                HTTP,
                IngestUnderTest.request(url, "/api/v1/events")
                        .header("Authorization", "Bearer " + token)
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(BATCH))
                        .build());
    }

    private void takeRecordsUpTo(int bytes) throws InterruptedException, ExecutionException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.EVENTS_ANALYTICS.topicName());
        AlterConfigOp change = new AlterConfigOp(
                new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes)),
                AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:" + port))) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
        }
    }
}
