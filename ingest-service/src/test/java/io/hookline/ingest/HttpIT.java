package io.hookline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.schemas.Topics;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every route has in common. */
final class HttpIT {
    private static final String PATH = "/publishing/webhooks/tiktok";
    private static final int LIMIT = 256 * 1024;

    private final IngestUnderTest ingest = IngestUnderTest.shared();

    @Test
    void takesABodyOfExactlyTheLimit() {
        String start = "{\"external_post_id\": \"known_" + UUID.randomUUID() + "\"";
        String body = start + " ".repeat(LIMIT - start.length() - 1) + "}";

        assertThat(ingest.post(PATH, body).statusCode()).isEqualTo(200);
        Problems.assertProblem(ingest.post(PATH, body + " "), 413);
    }

    @Test
    void refusesTenMegabytesWhetherAnnouncedOrNot() {
        byte[] body = " ".repeat(10 * 1024 * 1024).getBytes(StandardCharsets.UTF_8);
        long before = ingest.log.size(List.of(Topics.CALLBACKS_PUBLISHING.topicName()));

        Problems.assertProblem(ingest.send(ingest.request(PATH).POST(BodyPublishers.ofByteArray(body))), 413);
        Problems.assertProblem(
                ingest.send(
                        ingest.request(PATH).POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))),
                413);

        assertThat(ingest.log.size(List.of(Topics.CALLBACKS_PUBLISHING.topicName())))
                .isEqualTo(before);
    }

    /** A client that comes back at once on the same connection, again and again; see HttpConfiguration. */
    @Test
    void answersEveryRequestOfAConnection() {
        String accepted = "{\"external_post_id\": \"known_" + UUID.randomUUID() + "\"}";
        String tooLarge = " ".repeat(LIMIT + 1);
        for (int i = 0; i < 300; i++) {
            assertThat(ingest.post(PATH, accepted).statusCode()).isEqualTo(200);
            Problems.assertProblem(ingest.post(PATH, tooLarge), 413);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json; charset=utf-16",
                "x",
                "a/b;c=\""
            })
    void refusesOtherTypes(String type) {
        HttpResponse<String> answer =
                ingest.send(ingest.request(PATH).setHeader("Content-Type", type).POST(BodyPublishers.ofString("{}")));

        Problems.assertProblem(answer, 415);
    }

    @Test
    void refusesEncodedBodies() {
        HttpResponse<String> answer = ingest.send(
                ingest.request(PATH).header("Content-Encoding", "gzip").POST(BodyPublishers.ofString("{}")));

        Problems.assertProblem(answer, 415);
    }

    @Test
    void refusesMalformedUtf8() {
        byte[] body = "{\"external_post_id\": \"ab\"}".getBytes(StandardCharsets.UTF_8);
        body[22] = (byte) 0xC0;
        body[23] = (byte) 0x80;

        Problems.assertProblem(ingest.send(ingest.request(PATH).POST(BodyPublishers.ofByteArray(body))), 400);
    }

    @Test
    void namesThePlaceOfASyntaxErrorButNotTheContent() {
        HttpResponse<String> answer = ingest.post(PATH, "{\n  \"secret\": broken\n}");

        Problems.assertProblem(answer, 400);
        assertThat(answer.body()).contains("line 2").doesNotContain("secret").doesNotContain("broken");
    }

    @Test
    void refusesNestingBeyondTheLimit() {
        String deep = "{\"external_post_id\": \"known\", \"x\": " + "[".repeat(70) + "]".repeat(70) + "}";

        Problems.assertProblem(ingest.post(PATH, deep), 400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /publishing/webhooks/tiktok, 405",
        "DELETE, /api/v1/events, 405",
        "PUT, /publishing/publishes, 405",
        "POST, /nowhere, 404",
        "GET, /, 404",
        "POST, /publishing/webhooks/, 404",
        "POST, /publishing/webhooks/tiktok/more, 404",
        "GET, /publishing/webhooks/%ff, 405",
    })
    void answersOtherMethodsAndPathsWithProblems(String method, String path, int status) {
        HttpResponse<String> answer = ingest.send(ingest.request(path).method(method, BodyPublishers.noBody()));

        Problems.assertProblem(answer, status);
        if (status == 405) {
            assertThat(answer.headers().firstValue("Allow")).contains("POST");
        }
    }

    @Test
    void isReadyAndShowsItsMetricsToEverybody() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        get("/actuator/health/readiness").statusCode())
                .isEqualTo(200));
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);

        ingest.post(PATH, "{\"external_post_id\": \"known_" + UUID.randomUUID() + "\"}");

        assertThat(get("/actuator/prometheus").body())
                .contains("hookline_ingest_requests_total{outcome=\"accepted\",route=\"callbacks\"}")
                .contains(
                        "hookline_ingest_kafka_acknowledgement_seconds_count{outcome=\"acknowledged\",topic=\"callbacks.publishing.v1\"}");
    }

    private HttpResponse<String> get(String path) {
        return ingest.send(ingest.request(path).GET());
    }
}
