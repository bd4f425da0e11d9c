package io.hookline.client.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.client.ScriptedServer;
import io.hookline.client.ScriptedServer.Reply;
import io.hookline.client.ScriptedServer.Request;
import io.hookline.client.event.JobClip;
import io.hookline.client.event.JobOutput;
import io.hookline.client.webhook.BodySignature;
import io.hookline.client.webhook.WebhookVerifier;
import io.hookline.client.worker.CallbackResult.Delivered;
import io.hookline.client.worker.CallbackResult.NotDelivered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against a server on loopback. */
final class WorkerCallbacksTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JobOutput OUTPUT = new JobOutput(
                    1, List.of(new JobClip(0, "https://bucket.s3.amazonaws.com/clips/clip_00.mp4", 45_000, 0.92)))
            .withSourceVideoTitle("My Amazing Video");

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void tellsTheStoryOfAJob() {
        ScriptedServer server = server(request -> ScriptedServer.answer(200, "{\"received\":true}"));
        JobCallbacks job = callbacks(WorkerCallbacks.builder().secret("your-secret-key-here"))
                .job(Job.of("abc-123", server.address() + "/api/webhooks/ai-clipping")
                        .withExternalId("550e8400-e29b-41d4-a716-446655440000")
                        .withOwner("user_789"));

        job.started(Progress.of(5, "Downloading video..."));
        job.progress(Progress.of(65, "Rendering clip 3/5...").withClips(2, 5));
        await().until(() -> server.requests().size() == 2);
        CallbackResult result = job.completed(OUTPUT).join();

        assertThat(result).isEqualTo(new Delivered(200));
        List<JsonNode> bodies = server.requests().stream()
                .map(request -> JSON.readTree(request.body()))
                .toList();
        assertThat(bodies)
                .extracting(body -> body.get("event").asString())
                .containsExactly("job.started", "job.progress", "job.completed");
        assertThat(bodies)
                .extracting(body -> body.get("status").asString())
                .containsExactly("running", "running", "succeeded");
        assertThat(bodies).allSatisfy(body -> {
            assertThat(body.get("job_id").asString()).isEqualTo("abc-123");
            assertThat(body.get("external_job_id").asString()).isEqualTo("550e8400-e29b-41d4-a716-446655440000");
            assertThat(body.get("owner_user_id").asString()).isEqualTo("user_789");
            assertThat(Instant.parse(body.get("timestamp").asString())).isBeforeOrEqualTo(Instant.now());
        });
        assertThat(bodies.get(0).has("clips_completed")).isFalse();
        assertThat(bodies.get(1).get("clips_completed").asInt()).isEqualTo(2);
        assertThat(bodies.get(1).get("current_step").asString()).isEqualTo("Rendering clip 3/5...");
        JsonNode end = bodies.get(2);
        assertThat(end.get("progress_percent").asDouble()).isEqualTo(100);
        assertThat(end.get("output").get("source_video_title").asString()).isEqualTo("My Amazing Video");
        assertThat(end.get("output").get("clips").get(0).get("duration_ms").asInt())
                .isEqualTo(45_000);
    }

    @Test
    void signsTheRawBody() {
        ScriptedServer server = server(request -> ScriptedServer.answer(200, ""));
        JobCallbacks job = callbacks(WorkerCallbacks.builder().secret("your-secret-key-here"))
                .job(Job.of("abc-123", server.address().toString()));

        job.failed("Failed to download video: Vidéo indisponible").join();

        Request request = server.requests().getFirst();
        WebhookVerifier verifier =
                WebhookVerifier.builder().secret("your-secret-key-here").build();
        assertThat(verifier.checkBodySignature(
                        request.body().getBytes(UTF_8), request.headers().get("x-webhook-signature")))
                .isEmpty();
    }

    @Test
    void doesNotSignWithoutASecret() {
        ScriptedServer server = server(request -> ScriptedServer.answer(200, ""));

        callbacks(WorkerCallbacks.builder().secret(""))
                .job(Job.of("abc-123", server.address().toString()))
                .failed("no")
                .join();

        assertThat(server.requests().getFirst().headers())
                .doesNotContainKey(BodySignature.HEADER.toLowerCase(Locale.ROOT));
    }

    @Test
    void saysHowFarAFailedJobCame() {
        ScriptedServer server = server(request -> ScriptedServer.answer(200, ""));
        JobCallbacks job = callbacks(WorkerCallbacks.builder())
                .job(Job.of("abc-123", server.address().toString()));

        job.progress(Progress.of(15, "Downloading video...").withClips(0, 5));
        job.failed("Failed to download video: Video is unavailable").join();

        JsonNode end = JSON.readTree(server.requests().getLast().body());
        assertThat(end.get("event").asString()).isEqualTo("job.failed");
        assertThat(end.get("status").asString()).isEqualTo("failed");
        assertThat(end.get("progress_percent").asInt()).isEqualTo(15);
        assertThat(end.get("total_clips").asInt()).isEqualTo(5);
        assertThat(end.get("error").asString()).isEqualTo("Failed to download video: Video is unavailable");
    }

    @Test
    void repeatsTheSameBytesUnderTheSameIdUntilTheyAreTaken() {
        AtomicInteger calls = new AtomicInteger();
        ScriptedServer server = server(request -> switch (calls.incrementAndGet()) {
            case 1 -> ScriptedServer.answer(503, "");
            case 2 -> new Reply.Close();
            default -> ScriptedServer.answer(204, "");
        });

        CallbackResult result = callbacks(WorkerCallbacks.builder())
                .job(Job.of("abc-123", server.address().toString()))
                .completed(OUTPUT)
                .join();

        assertThat(result).isEqualTo(new Delivered(204));
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests())
                .extracting(Request::body)
                .containsOnly(server.requests().getFirst().body());
        assertThat(server.requests())
                .extracting(request -> request.headers().get("webhook-id"))
                .containsOnly(server.requests().getFirst().headers().get("webhook-id"));
    }

    @Test
    void followsNoRedirects() {
        ScriptedServer server = server(request -> new Reply.Answer(307, Map.of("Location", "/elsewhere"), ""));

        CallbackResult result = callbacks(WorkerCallbacks.builder())
                .job(Job.of("abc-123", server.address().toString()))
                .completed(OUTPUT)
                .join();

        assertThat(result).isEqualTo(new NotDelivered("The receiver answered 307"));
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "not an address", "ftp://example.com/", "http:", "/relative"})
    void goesNowhereWithoutAUsableAddress(@Nullable String url) {
        JobCallbacks job = callbacks(WorkerCallbacks.builder()).job(Job.of("abc-123", url));

        job.started(Progress.of(5, "Downloading video..."));
        job.progress(Progress.of(15, "Downloading video..."));

        assertThat(job.completed(OUTPUT).join()).isInstanceOf(NotDelivered.class);
    }

    @Test
    void givesUpAfterAWhileWhenItIsClosed() {
        ScriptedServer server = server(request -> new Reply.Hang());
        WorkerCallbacks callbacks = callbacks(WorkerCallbacks.builder());
        var result =
                callbacks.job(Job.of("abc-123", server.address().toString())).completed(OUTPUT);

        long left = callbacks.close(Duration.ofMillis(50));

        assertThat(left).isEqualTo(1);
        assertThat(result.join()).isInstanceOf(NotDelivered.class);
    }

    @Test
    void waitsForTheEndsOfJobsWhenItIsClosed() {
        ScriptedServer server = server(request -> ScriptedServer.answer(200, ""));
        WorkerCallbacks callbacks = callbacks(WorkerCallbacks.builder());
        var result =
                callbacks.job(Job.of("abc-123", server.address().toString())).completed(OUTPUT);

        long left = callbacks.close(Duration.ofMinutes(1));

        assertThat(left).isZero();
        assertThat(result.join()).isEqualTo(new Delivered(200));
    }

    private ScriptedServer server(Function<Request, Reply> script) {
        ScriptedServer server = ScriptedServer.start(script);
        opened.add(server);
        return server;
    }

    private WorkerCallbacks callbacks(WorkerCallbacks.Builder builder) {
        WorkerCallbacks callbacks = builder.drainWithin(Duration.ofMillis(1)).build();
        opened.add(callbacks);
        return callbacks;
    }
}
