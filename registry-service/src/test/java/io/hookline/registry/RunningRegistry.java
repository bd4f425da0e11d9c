package io.hookline.registry;

import io.hookline.parts.Database;
import io.hookline.parts.Parts;
import io.hookline.registry.secret.KeySets;
import io.hookline.registry.secret.Seal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The service, started as in production, and somebody who talks to it over HTTP. */
public final class RunningRegistry implements AutoCloseable {
    public static final String ADMIN = "the-admin-token-of-the-tests";
    public static final String KEYSET = KeySets.generate();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ConfigurableApplicationContext context;

    private RunningRegistry(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** The instance that the tests of this JVM share; it ends with the JVM. */
    public static RunningRegistry shared() {
        return Shared.INSTANCE;
    }

    /**
     * Starts an instance of its own.
     *
     * @param more properties that replace those of the tests
     */
    public static RunningRegistry start(Database.Address database, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "server.port",
                "0",
                "HOOKLINE_KAFKA",
                Parts.kafka(),
                "HOOKLINE_SCHEMA_REGISTRY_URL",
                Parts.schemaRegistry().url().toString(),
                "HOOKLINE_ADMIN_TOKEN",
                ADMIN,
                "HOOKLINE_KEYSET",
                KEYSET,
                // Under load an acknowledgement may take long, and tests want it.
                "registry.publish-wait",
                "30s",
                "spring.kafka.consumer.group-id",
                "registry-attempts-" + database.name()));
        properties.putAll(Map.of(
                "HOOKLINE_DATABASE_HOST", database.host(),
                "HOOKLINE_DATABASE_PORT", Integer.toString(database.port()),
                "HOOKLINE_DATABASE_NAME", database.name(),
                "HOOKLINE_DATABASE_USER", database.user(),
                "HOOKLINE_DATABASE_PASSWORD", database.password()));
        properties.putAll(more);
        return new RunningRegistry(RegistryApplication.application()
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new)));
    }

    public static ConditionFactory eventually() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                // What is not there yet cannot be looked into either.
                .ignoreExceptionsInstanceOf(RuntimeException.class);
    }

    public static Seal seal() {
        return new Seal(KEYSET);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    /** A workspace that no other test has. */
    public String newWorkspace() {
        String id = "ws_test" + COUNT.incrementAndGet();
        post(ADMIN, "/api/v1/workspaces", "{\"id\":\"" + id + "\",\"name\":\"Test\"}")
                .expect(201);
        return id;
    }

    public String token(String workspace, String... scopes) {
        String body = scopes.length == 0 ? "{}" : "{\"scopes\":[\"" + String.join("\",\"", scopes) + "\"]}";
        return post(ADMIN, "/api/v1/workspaces/" + workspace + "/tokens", body)
                .expect(201)
                .text("token");
    }

    /** Creates a webhook; answers its id. */
    public String webhook(String token, String... events) {
        String body = """
                {"url": "https://example.com/hook", "events": ["%s"]}""".formatted(String.join("\",\"", events));
        return post(token, "/api/v1/webhooks", body).expect(201).text("id");
    }

    public Answer get(@Nullable String token, String path) {
        return send("GET", token, path, null);
    }

    public Answer post(@Nullable String token, String path, @Nullable String body) {
        return send("POST", token, path, body);
    }

    public Answer patch(@Nullable String token, String path, @Nullable String body) {
        return send("PATCH", token, path, body);
    }

    public Answer send(String method, @Nullable String token, String path, @Nullable String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (token != null) {
            all.addAll(List.of("Authorization", "Bearer " + token));
        }
        if (body != null && !all.contains("Content-Type")) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(90))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!all.isEmpty()) {
            request.headers(all.toArray(String[]::new));
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    @Override
    public void close() {
        context.close();
    }

    private static final class Shared {
        private static final RunningRegistry INSTANCE = start(Parts.database("registry"), Map.of());
    }
}
