package io.hookline.ingest;

import com.sun.net.httpserver.HttpExchange;
import io.hookline.parts.Database;
import io.hookline.parts.Parts;
import io.hookline.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The service as it is deployed, on a real broker and a real schema registry, with one issuer of tokens and one
 * reconciliation-service that knows the posts whose id begins with {@code known}. Started once for all tests of the JVM.
 */
public final class IngestUnderTest {
    public static final String ALL_SCOPES = "events:write publishes:write";
    public static final String INSTAGRAM_SECRET = "It's a Secret to Everybody";
    public static final String NEW_INSTAGRAM_SECRET = "wwh!";
    public static final String INTERNAL_SECRET = "between-us";

    private static final IngestUnderTest SHARED = new IngestUnderTest();

    public final Issuer issuer = new Issuer("key-1");
    public final KafkaLog log = new KafkaLog(Parts.kafka(), Parts.schemaRegistry());
    public final Database.Address database = Parts.database("ingest");
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> properties;
    private final URI url;

    private IngestUnderTest() {
        createTopics();
        Answers keys = Answers.start(exchange -> Answers.text(exchange, 200, issuer.jwks()));
        Answers reconciliation = Answers.start(IngestUnderTest::isKnown);
        properties = new ArrayList<>(List.of(
                "--ingest.kafka=" + Parts.kafka(),
                "--ingest.kafka-timeout=60s",
                "--ingest.schema-registry-url=" + Parts.schemaRegistry().url(),
                "--ingest.jwks-url=" + keys.url("/.well-known/jwks.json"),
                "--ingest.jwks-timeout=60s",
                "--ingest.callback-secrets.instagram=" + INSTAGRAM_SECRET + "," + NEW_INSTAGRAM_SECRET,
                "--ingest.allow-unsigned-callbacks=true",
                "--ingest.reconciliation-url=" + reconciliation.url("/"),
                "--ingest.internal-secret=" + INTERNAL_SECRET,
                "--ingest.lookup-timeout=60s",
                "--ingest.idempotency.timeout=30s",
                "--ingest.idempotency.forget-interval=100ms"));
        properties.addAll(databaseProperties(database));
        url = urlOf(startAnother());
        awaitOwnTypes();
    }

    /** Until it has read them all, the service cannot tell a type that it does not know yet from one that is none. */
    private void awaitOwnTypes() {
        String token = issuer.token("events:write");
        // Another thread would wait for this class to be initialised, which waits for it.
        Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofMinutes(2))
                .until(() ->
                        post("/api/v1/events", token, "{\"event\": \"none\"}").statusCode() == 400);
    }

    /** One more instance of the same service; it ends with the JVM unless the test closes it. */
    public ConfigurableApplicationContext startAnother() {
        return start(properties.toArray(String[]::new));
    }

    public static List<String> databaseProperties(Database.Address database) {
        return List.of(
                "--ingest.database.host=" + database.host(),
                "--ingest.database.port=" + database.port(),
                "--ingest.database.name=" + database.name(),
                "--ingest.database.user=" + database.user(),
                "--ingest.database.password=" + database.password());
    }

    public URI url() {
        return url;
    }

    public static IngestUnderTest shared() {
        return SHARED;
    }

    /** Starts a further service; it ends with the JVM unless the test closes it. */
    public static ConfigurableApplicationContext start(String... properties) {
        List<String> arguments = new ArrayList<>(Arrays.asList(properties));
        arguments.add("--server.port=0");
        return IngestApplication.application().run(arguments.toArray(String[]::new));
    }

    public static URI urlOf(ConfigurableApplicationContext context) {
        return URI.create("http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    public HttpResponse<String> post(String path, String token, String body) {
        return send(request(path).header("Authorization", "Bearer " + token).POST(BodyPublishers.ofString(body)));
    }

    /** With an {@code Idempotency-Key}. */
    public HttpResponse<String> post(String path, String token, String key, String body) {
        return send(request(path)
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    public HttpRequest.Builder request(String path) {
        return request(url, path);
    }

    /** To another instance. */
    public static HttpRequest.Builder request(URI url, String path) {
        return HttpRequest.newBuilder(url.resolve(path))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", "application/json");
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(http, request.build());
    }

    public static HttpResponse<String> send(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("No answer to " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void isKnown(HttpExchange exchange) throws IOException {
        boolean trusted = ("Bearer " + INTERNAL_SECRET)
                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String query = exchange.getRequestURI().getQuery();
        Answers.text(exchange, !trusted ? 401 : query.contains("externalPostId=known") ? 204 : 404, "");
    }

    /** The service creates them too, but a test may look at their offsets before that. */
    private static void createTopics() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, Parts.kafka()))) {
            admin.createTopics(Topics.toCreate(List.of(Topics.values()))).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new AssertionError(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
