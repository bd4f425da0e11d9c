package io.hookline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.parts.Parts;
import io.hookline.parts.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The service while nothing that it needs is there, clients included. */
final class UnavailableIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext context;
    private static URI url;

    @BeforeAll
    static void startWithoutAnything() {
        context = IngestUnderTest.start(
                "--ingest.kafka=localhost:" + Ports.free(),
                "--ingest.kafka-timeout=1s",
                "--ingest.body-timeout=5s",
                "--ingest.schema-registry-url=" + Parts.schemaRegistry().url(),
                "--ingest.jwks-url=http://localhost:" + Ports.free(),
                "--ingest.allow-unsigned-callbacks=true");
        url = IngestUnderTest.urlOf(context);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void asksToComeBackWhileKafkaIsAway() {
        HttpResponse<String> answer = post("/publishing/webhooks/tiktok", "{\"external_post_id\": \"x\"}", "");

        Problems.assertProblem(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    }

    @Test
    void asksToComeBackWhileTokensCannotBeVerified() {
        String token = new Issuer("key-1").token(IngestUnderTest.ALL_SCOPES);

        HttpResponse<String> answer = post("/api/v1/events", "{}", "Bearer " + token);

        Problems.assertProblem(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    }

    @Test
    void givesUpOnABodyThatDoesNotArrive() throws IOException {
        String start =
                "POST /publishing/webhooks/tiktok HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 9\r\n\r\n{";
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));

            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 408 Request Timeout");
        }
    }

    @Test
    void isAliveButNotReady() {
        assertThat(get("/actuator/health/liveness")).isEqualTo(200);
        assertThat(get("/actuator/health/readiness")).isEqualTo(503);
    }

    private static int get(String path) {
        return IngestUnderTest.send(
                        HTTP, HttpRequest.newBuilder(url.resolve(path)).build())
                .statusCode();
    }

    private static HttpResponse<String> post(String path, String body, String authorization) {
        return IngestUnderTest.send(
                HTTP,
                HttpRequest.newBuilder(url.resolve(path))
                        .header("Content-Type", "application/json")
                        .header("Authorization", authorization)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }
}
