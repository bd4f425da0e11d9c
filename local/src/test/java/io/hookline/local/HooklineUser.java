package io.hookline.local;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with a shell that has sourced {@code local.env}: talks to the system over HTTP and in no other way. */
final class HooklineUser implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, String> environment;
    private final HttpClient client = HttpClient.newHttpClient();

    HooklineUser(Map<String, String> environment) {
        this.environment = environment;
    }

    /** One delivery as the receiver got it. */
    record Delivery(Map<String, String> headers, String body, int answered) {
        String header(String name) {
            String value = headers.get(name);
            assertThat(value).as("header " + name).isNotNull();
            return value == null ? "" : value;
        }

        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /** Registers a webhook whose endpoint is the demo receiver's of that name; answers its id. */
    String createWebhook(String receiver, String secret, String... events) {
        String body = JSON.writeValueAsString(Map.of(
                "url",
                environment.get("HOOKLINE_RECEIVER_URL") + "/hooks/" + receiver,
                "events",
                events,
                "secret",
                secret));
        HttpResponse<String> response = post("HOOKLINE_REGISTRY_URL", "/api/v1/webhooks", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return JSON.readTree(response.body()).get("id").asString();
    }

    void registerPublish(String postId, String platform, String externalPostId, int timeoutSeconds) {
        String body = JSON.writeValueAsString(Map.of(
                "postId", postId,
                "platform", platform,
                "external_post_id", externalPostId,
                "timeoutSeconds", timeoutSeconds));
        HttpResponse<String> response = post("HOOKLINE_INGEST_URL", "/publishing/publishes", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    }

    HttpResponse<String> callback(String platform, String body) {
        return post("HOOKLINE_INGEST_URL", "/publishing/webhooks/" + platform, body);
    }

    HttpResponse<String> emit(String body) {
        return post("HOOKLINE_INGEST_URL", "/api/v1/events", body);
    }

    /** What the demo receiver got under that name, oldest first. */
    List<Delivery> received(String receiver) {
        List<Delivery> deliveries = new ArrayList<>();
        String path = receiver.replaceAll("\\?.*", "");
        for (JsonNode request : get("HOOKLINE_RECEIVER_URL", "/hooks/" + path)) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            request.get("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asString()));
            deliveries.add(new Delivery(
                    headers,
                    request.get("body").asString(),
                    request.get("answered").asInt()));
        }
        return deliveries;
    }

    JsonNode get(String service, String path) {
        HttpResponse<String> response = send(request(service, path).GET().build());
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    HttpResponse<String> post(String service, String path, String body) {
        return send(request(service, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> patch(String service, String path, String body) {
        return send(request(service, path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body))
                .build());
    }

    @Override
    public void close() {
        client.close();
    }

    private HttpRequest.Builder request(String service, String path) {
        return HttpRequest.newBuilder(URI.create(environment.get(service) + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + environment.get("HOOKLINE_TOKEN"));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
