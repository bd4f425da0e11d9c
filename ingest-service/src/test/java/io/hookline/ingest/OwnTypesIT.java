package io.hookline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.catalogue.EventTypeChanged;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

final class OwnTypesIT {
    private static final String PATH = "/api/v1/events";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String CUSTOM = Topics.EVENTS_CUSTOM.topicName();
    private static final String SCHEMA = """
            {"type": "object", "required": ["orderId"], "additionalProperties": false,
             "properties": {"orderId": {"type": "string"}, "total": {"type": "number"}, "lines": {"type": "object"}}}
            """;

    private final IngestUnderTest ingest = IngestUnderTest.shared();
    private final String token = ingest.issuer.token("events:write");
    private final String type = "order.shipped_" + UUID.randomUUID().toString().replace('-', '_');

    @Test
    void writesAnEventOfAWorkspacesOwnTypeAsJson() {
        register("ws_789", 1, SCHEMA, "orderId");
        awaitStatus("{\"orderId\": \"warm-up\"}", 202);
        String order = "o_" + UUID.randomUUID();

        HttpResponse<String> answer =
                post("{\"total\": 19.90, \"orderId\": \"%s\", \"lines\": {\"b\": 1e2, \"7\": \"ü\"}}".formatted(order));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        KafkaLog.Entry record = ingest.log.withKey(CUSTOM, "ws_789:" + order).getFirst();
        assertThat(record.text())
                .isEqualTo("{\"total\":19.9,\"orderId\":\"%s\",\"lines\":{\"7\":\"ü\",\"b\":100}}".formatted(order));
        assertThat(record.header(CloudEventHeaders.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(record.header(CloudEventHeaders.TYPE)).isEqualTo(type);
        assertThat(record.header(CloudEventHeaders.SUBJECT)).isEqualTo(order);
        assertThat(record.header(CloudEventHeaders.WORKSPACE)).isEqualTo("ws_789");
        assertThat(record.header(CloudEventHeaders.SPEC_VERSION)).isEqualTo("1.0");
        assertThat(answer.body()).contains(record.header(CloudEventHeaders.ID));
    }

    @Test
    void keysEventsWithoutAnEntityByTheirId() {
        register("ws_789", 1, SCHEMA, null);
        awaitStatus("{\"orderId\": \"warm-up\"}", 202);
        String id = "evt_" + UUID.randomUUID();

        HttpResponse<String> answer = ingest.post(PATH, token, """
                {"event_type": "%s", "tenant_id": "ws_789", "id": "%s", "data": {"orderId": "o"}}""".formatted(type, id));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(ingest.log.withKey(CUSTOM, "ws_789:" + id)).hasSize(1);
    }

    @Test
    void namesTheFieldsThatDoNotMatch() {
        register("ws_789", 1, SCHEMA, "orderId");
        awaitStatus("{\"orderId\": \"warm-up\"}", 202);
        long before = ingest.log.size(List.of(CUSTOM));

        HttpResponse<String> answer = post("{\"total\": \"much\", \"more\": 1}");

        Problems.assertProblem(answer, 400);
        assertThat(Problems.fields(answer)).containsExactlyInAnyOrder("data.orderId", "data.total", "data.more");
        assertThat(ingest.log.size(List.of(CUSTOM))).isEqualTo(before);
    }

    @Test
    void followsChangesAndDeletions() {
        register("ws_789", 1, SCHEMA, null);
        awaitStatus("{\"orderId\": \"o\"}", 202);

        register("ws_789", 2, "{\"required\": [\"invoiceId\"]}", null);
        awaitStatus("{\"orderId\": \"o\"}", 400);
        awaitStatus("{\"invoiceId\": \"i\"}", 202);

        publish("ws_789:" + type, null);
        awaitStatus("{\"invoiceId\": \"i\"}", 400);
        assertThat(Problems.fields(post("{\"invoiceId\": \"i\"}"))).containsExactly("event");
    }

    @Test
    void keepsTypesOfOtherWorkspacesToThem() {
        register("ws_other", 1, SCHEMA, null);
        // What comes after it in the same partition is known only once it is.
        String later = "order.later_" + UUID.randomUUID().toString().replace('-', '_');
        publish("ws_other:" + type, changed("ws_789", later, 1, SCHEMA, null));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> post(later, "{\"orderId\": \"o\"}").statusCode() == 202);

        HttpResponse<String> answer = post("{\"orderId\": \"o\"}");

        Problems.assertProblem(answer, 400);
        assertThat(Problems.fields(answer)).containsExactly("event");
    }

    @Test
    void refusesEventsWhoseSchemaCannotBeUsed() {
        register("ws_789", 1, "{\"$ref\": \"http://127.0.0.1:%d/other.json\"}".formatted(Ports.free()), null);

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            HttpResponse<String> answer = post("{}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("JSON Schema");
        });
    }

    @Test
    void refusesDataThatGrowsBeyondTheLimit() {
        register("ws_789", 1, "{}", null);
        awaitStatus("{}", 202);

        HttpResponse<String> answer = post("{\"n\": [" + "1e20,".repeat(40_000) + "1]}");

        Problems.assertProblem(answer, 400);
        assertThat(Problems.fields(answer)).containsExactly("data");
    }

    @Test
    void takesOwnTypesInABatchBesideTheCatalogues() {
        register("ws_789", 1, SCHEMA, "orderId");
        awaitStatus("{\"orderId\": \"warm-up\"}", 202);

        HttpResponse<String> answer = ingest.post(PATH, token, """
                [{"event": "%1$s", "data": {"orderId": "o"}}, {"event": "%1$s", "data": {}},
                 {"event": "account.connected", "data": {"accountId": "a", "platform": "x", "username": "u"}}]
                """.formatted(type));

        assertThat(BatchAnswers.statuses(answer)).containsExactly(202, 400, 202);
    }

    /** Whether a type is unknown or not known yet cannot be told while Kafka is away. */
    @Test
    void asksToComeBackUntilAllTypesAreKnown(@TempDir Path directory) {
        int port = Ports.free();
        Answers keys = Answers.start(exchange -> Answers.text(exchange, 200, ingest.issuer.jwks()));
        EmbeddedBroker broker = null;
        try (keys;
                ConfigurableApplicationContext context = IngestUnderTest.start(
                        "--ingest.kafka=localhost:" + port,
                        "--ingest.kafka-timeout=2s",
                        "--ingest.schema-registry-url=" + Parts.schemaRegistry().url(),
                        "--ingest.jwks-url=" + keys.url("/"),
                        "--ingest.jwks-timeout=60s")) {
            URI url = IngestUnderTest.urlOf(context);
            HttpResponse<String> early = post(url);
            Problems.assertProblem(early, 503);
            assertThat(early.headers().firstValue("Retry-After")).contains("5");

            broker = EmbeddedBroker.start(directory, port, Ports.free());
            await().atMost(Duration.ofMinutes(2)).until(() -> post(url).statusCode() == 400);
        } finally {
            if (broker != null) {
                broker.close();
            }
        }
    }

    private HttpResponse<String> post(URI url) {
        return IngestUnderTest.send(
                HTTP,
                IngestUnderTest.request(url, PATH)
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.ofString("{\"event\": \"order.unheard_of\", \"data\": {}}"))
                        .build());
    }

    private HttpResponse<String> post(String data) {
        return post(type, data);
    }

    private HttpResponse<String> post(String type, String data) {
        return ingest.post(PATH, token, "{\"event\": \"%s\", \"data\": %s}".formatted(type, data));
    }

    private void awaitStatus(String data, int status) {
        await().atMost(Duration.ofMinutes(1)).until(() -> post(data).statusCode() == status);
    }

    private void register(String workspace, long version, String schema, @Nullable String entity) {
        publish(workspace + ":" + type, changed(workspace, type, version, schema, entity));
    }

    private static EventTypeChanged changed(
            String workspace, String type, long version, String schema, @Nullable String entity) {
        return new EventTypeChanged(workspace, type, version, null, schema, entity, Instant.EPOCH);
    }

    /** As registry-service does. */
    private static void publish(String key, @Nullable EventTypeChanged change) {
        String topic = Topics.CATALOGUE_TYPES.topicName();
        try (Serializer<Object> serializer = Parts.schemaRegistry().serializer();
                Producer<String, byte[]> producer = new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, Parts.kafka()),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            byte[] value = change == null ? null : serializer.serialize(topic, change);
            producer.send(new ProducerRecord<>(topic, key, value)).get(1, TimeUnit.MINUTES);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
