package io.hookline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Makes workspaces and their tokens by registry-service's own API, as an operator would. */
final class Workspaces {
    private static final int CONFLICT = 409;

    private final String registryUrl;
    private final String adminToken;

    Workspaces(String registryUrl, String adminToken) {
        this.registryUrl = registryUrl;
        this.adminToken = adminToken;
    }

    /** A token with all scopes for the workspace, which is made if it is missing. */
    String tokenFor(String workspace) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            post(client, "/api/v1/workspaces", "{\"id\":\"" + workspace + "\",\"name\":\"Local\"}");
            String answer = post(client, "/api/v1/workspaces/" + workspace + "/tokens", "{\"expiresInDays\":366}");
            return JsonMapper.shared().readTree(answer).get("token").asString();
        }
    }

    private String post(HttpClient client, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registryUrl + path))
                .header("Authorization", "Bearer " + adminToken)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2 && response.statusCode() != CONFLICT) {
                throw new IllegalStateException("registry-service answered " + response.statusCode() + " to " + path);
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("registry-service does not answer to " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while preparing the workspace", e);
        }
    }
}
