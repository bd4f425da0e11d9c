package io.hookline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.parts.EmbeddedBroker;
import io.hookline.parts.Parts;
import io.hookline.parts.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Kafka goes away under a running service, and comes back. */
final class OutageIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port = Ports.free();
    private final int controllerPort = Ports.free();

    @Test
    void saysSoWhileKafkaIsAwayAndGoesOnWhenItIsBack(@TempDir Path directory) {
        EmbeddedBroker broker = EmbeddedBroker.start(directory, port, controllerPort);
        try (ConfigurableApplicationContext context = IngestUnderTest.start(
                "--ingest.kafka=localhost:" + port,
                "--ingest.kafka-timeout=2s",
                "--ingest.schema-registry-url=" + Parts.schemaRegistry().url(),
                "--ingest.allow-unsigned-callbacks=true")) {
            URI url = IngestUnderTest.urlOf(context);
            awaitStatus(url, 200);

            broker.close();
            Problems.assertProblem(post(url), 503);

            broker = EmbeddedBroker.start(directory, port, controllerPort);
            awaitStatus(url, 200);
        } finally {
            broker.close();
        }
    }

    /** Patience, not precision: a slow machine may need several tries for what takes a second elsewhere. */
    private static void awaitStatus(URI url, int status) {
        await().atMost(Duration.ofMinutes(2)).until(() -> post(url).statusCode() == status);
    }

    private static HttpResponse<String> post(URI url) {
        HttpResponse<String> answer = IngestUnderTest.send(
                HTTP,
                HttpRequest.newBuilder(url.resolve("/publishing/webhooks/tiktok"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"external_post_id\": \"x\"}"))
                        .build());
        assertThat(answer.statusCode()).isIn(200, 503);
        return answer;
    }
}
