package io.hookline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.callback.PlatformCallbackReceived;
import io.hookline.callback.PublishSubmitted;
import io.hookline.parts.Database;
import io.hookline.parts.Parts;
import io.hookline.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service on real parts, as its users meet it: through Kafka and over HTTP. One for all tests of this module; each test
 * has workspaces and posts of its own.
 */
final class RunningService {
    static final String INTERNAL_SECRET = "between us";
    private static final String CALLBACKS = Topics.CALLBACKS_PUBLISHING.topicName();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Database.Address database = Parts.database("reconciliation");
    private final TokenIssuer issuer = TokenIssuer.start();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Serializer<Object> serializer = Parts.schemaRegistry().serializer();
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", Parts.kafka(), "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
    private final ConfigurableApplicationContext context;
    private final Events events;

    private RunningService() {
        this.context = startInstance();
        this.events = Events.of(Parts.kafka(), Parts.schemaRegistry());
    }

    static RunningService shared() {
        return Shared.INSTANCE;
    }

    /** A name that no other test has. */
    static String unique(String prefix) {
        return prefix + "_" + NAMES.incrementAndGet();
    }

    /** Waits as long as a busy machine may need. */
    static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    /** One more instance of the service on the same database and topics; the caller closes it. */
    ConfigurableApplicationContext startInstance() {
        return startInstance(Map.of());
    }

    /** One more instance of the service, which differs in these properties. */
    ConfigurableApplicationContext startInstance(Map<String, Object> differences) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", 0);
        properties.put("reconciliation.kafka", Parts.kafka());
        properties.put(
                "reconciliation.schema-registry-url", Parts.schemaRegistry().url());
        properties.put("reconciliation.jwks-url", issuer.jwksUrl());
        properties.put("reconciliation.internal-secret", INTERNAL_SECRET);
        properties.put("reconciliation.sweep.interval", "50ms");
        properties.put("hookline.database.host", database.host());
        properties.put("hookline.database.port", database.port());
        properties.put("hookline.database.name", database.name());
        properties.put("hookline.database.user", database.user());
        properties.put("hookline.database.password", database.password());
        properties.putAll(differences);
        return ReconciliationApplication.application()
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    Events events() {
        return events;
    }

    TokenIssuer issuer() {
        return issuer;
    }

    /** The id under which ingest-service would register the publish. */
    static String publishId(String workspaceId, String platform, String externalPostId) {
        return DerivedId.of("pub_", workspaceId, platform, externalPostId);
    }

    /** Registers a publish, and gives its id. */
    String submit(
            String workspaceId,
            String postId,
            String platform,
            String externalPostId,
            @Nullable Integer timeoutSeconds) {
        String id = publishId(workspaceId, platform, externalPostId);
        send(
                platform,
                externalPostId,
                new PublishSubmitted(id, workspaceId, postId, platform, externalPostId, timeoutSeconds, Instant.now()));
        return id;
    }

    void callback(String callbackId, String platform, String externalPostId, String body) {
        send(
                platform,
                externalPostId,
                new PlatformCallbackReceived(
                        callbackId,
                        platform,
                        externalPostId,
                        ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)),
                        Instant.now()));
    }

    void sendRaw(String key, byte[] value) {
        Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(CALLBACKS, key, value));
        producer.flush();
        assertThat(sent).succeedsWithin(Duration.ZERO);
    }

    void send(String platform, String externalPostId, Object record) {
        sendRaw(platform + ":" + externalPostId, serializer.serialize(CALLBACKS, record));
    }

    /** A publish as the read API shows it. */
    JsonNode publish(String workspaceId, String id) {
        HttpResponse<String> response = get("/publishing/publishes/" + id, issuer.token(workspaceId));
        return JsonMapper.shared().readTree(response.body());
    }

    HttpResponse<String> get(String path, @Nullable String bearer) {
        return get(context, path, bearer);
    }

    HttpResponse<String> get(ConfigurableApplicationContext instance, String path, @Nullable String bearer) {
        String port = instance.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static final class Shared {
        private static final RunningService INSTANCE = new RunningService();
    }
}
