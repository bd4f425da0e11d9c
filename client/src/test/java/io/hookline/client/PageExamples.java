package io.hookline.client;

import io.hookline.client.emit.Emitted;
import io.hookline.client.emit.Emitted.Accepted;
import io.hookline.client.emit.Emitted.Failed;
import io.hookline.client.emit.Emitted.Rejected;
import io.hookline.client.emit.Event;
import io.hookline.client.emit.EventEmitter;
import io.hookline.client.event.JobClip;
import io.hookline.client.event.JobOutput;
import io.hookline.client.event.MatchFound;
import io.hookline.client.event.PostCreated;
import io.hookline.client.event.PostFailed;
import io.hookline.client.event.PostPublished;
import io.hookline.client.event.UserCreated;
import io.hookline.client.webhook.Verification.Refused;
import io.hookline.client.webhook.Verification.Verified;
import io.hookline.client.webhook.WebhookEvent;
import io.hookline.client.webhook.WebhookVerifier;
import io.hookline.client.worker.Job;
import io.hookline.client.worker.JobCallbacks;
import io.hookline.client.worker.Progress;
import io.hookline.client.worker.WorkerCallbacks;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The examples of {@code docs/client.md}, word for word; {@link PageTest} compares and runs them. */
final class PageExamples {
    /** What the page's readers have of their own. */
    final List<Event> unsent = new CopyOnWriteArrayList<>();

    final List<String> shown = new CopyOnWriteArrayList<>();

    /** A servlet's. */
    interface HttpRequest {
        @Nullable
        String getHeader(String name);
    }

    // spotless:off
    EventEmitter build(URI ingest, String token) {
        EventEmitter emitter = EventEmitter.to(ingest)
                .token(() -> token)
                .listener((event, reason) -> unsent.add(event))
                .build();
        return emitter;
    }

    void emit(EventEmitter emitter) {
        emitter.emitMatchFound(new MatchFound("match_123", "video_456", "video_789", 0.95)
                .withSegmentStart(30.5)
                .withSegmentEnd(45.2));
    }

    void emitOtherwise(EventEmitter emitter) {
        emitter.inWorkspace("ws_1").emitUserCreated(new UserCreated("user_789", "happy_customer"));
        emitter.emit(Event.of(new PostCreated("post_123", "Hello", List.of("instagram"), "draft")).withId("post_123.created"));
        emitter.emit(Event.of("order.shipped", Map.of("orderId", "order_1")));
    }

    List<String> ask(EventEmitter emitter) {
        CompletableFuture<Emitted> later = emitter.emitAsync(new PostFailed("post_123", "instagram", "Authentication failed"));

        Emitted now = emitter.emitAndWait(new UserCreated("user_789", "happy_customer"), Duration.ofSeconds(10));
        String said = switch (now) {
            case Accepted accepted -> "Hookline has it as " + accepted.id();
            case Rejected rejected -> "It is wrong: " + rejected.errors();
            case Failed failed -> failed.reason() + ": " + failed.detail();
        };
        return List.of(said, later.join().getClass().getSimpleName());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Closing waits for it.
    void report(String callbackUrl, String secret) {
        try (WorkerCallbacks callbacks = WorkerCallbacks.builder().secret(secret).build()) {
            JobCallbacks job = callbacks.job(Job.of("abc-123", callbackUrl).withExternalId("550e8400"));
            job.started(Progress.of(5, "Downloading video..."));
            job.progress(Progress.of(65, "Rendering clip 3/5...").withClips(2, 5));
            job.completed(new JobOutput(1, List.of(new JobClip(0, "https://bucket.example/clip_00.mp4", 45_000, 0.92))));
        }
    }

    int receive(String webhookSecret, byte[] body, HttpRequest request) {
        WebhookVerifier verifier = WebhookVerifier.builder().secret(webhookSecret).build();

        int status = switch (verifier.verify(body, request::getHeader)) {
            case Verified verified -> {
                handle(verified.event());
                yield 200;
            }
            case Refused refused -> 401;
        };
        return status;
    }

    void handle(WebhookEvent event) {
        switch (event.event()) {
            case PostPublished.TYPE -> show(event.dataAs(PostPublished.class).platformPostId());
            case PostFailed.TYPE -> show(event.dataAs(PostFailed.class).error());
            default -> {}
        }
    }
    // spotless:on

    private void show(String text) {
        shown.add(text);
    }
}
