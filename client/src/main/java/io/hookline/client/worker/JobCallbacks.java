package io.hookline.client.worker;

import io.hookline.client.event.JobOutput;
import io.hookline.client.worker.Callback.Kind;
import io.hookline.client.worker.CallbackResult.NotDelivered;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The callbacks of one job. No method throws or waits; the order of the calls is the order in which they arrive, and
 * the first end wins. Thread-safe, but calls from several threads have no order. One object for one job.
 */
public final class JobCallbacks {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Job job;
    private final @Nullable JobQueue queue;
    private final Clock clock;
    private final Consumer<CompletableFuture<CallbackResult>> whenTerminal;
    private volatile Progress latest = Progress.of(0, "");

    /**
     * @param queue null: nobody wants to hear of the job
     * @param whenTerminal told of the result of the job's end, before it is known
     */
    JobCallbacks(
            Job job, @Nullable JobQueue queue, Clock clock, Consumer<CompletableFuture<CallbackResult>> whenTerminal) {
        this.job = job;
        this.queue = queue;
        this.clock = clock;
        this.whenTerminal = whenTerminal;
    }

    /** {@code job.started}. Tried until it arrives, 3 times more at most. */
    public void started(Progress progress) {
        var unused = send(Kind.STARTED, () -> remembered(progress, Payload.started(job, progress, clock.instant())));
    }

    /** {@code job.progress}. One in two seconds is sent at most, the latest. */
    public void progress(Progress progress) {
        var unused = send(Kind.PROGRESS, () -> remembered(progress, Payload.progress(job, progress, clock.instant())));
    }

    /**
     * {@code job.completed}, at 100 percent.
     *
     * @return never completes exceptionally; wait for it before the process ends, or
     * {@link WorkerCallbacks#close close}
     */
    public CompletableFuture<CallbackResult> completed(JobOutput output) {
        return end(() -> {
            Progress all = Progress.of(100, "Processing complete!").withClips(output.totalClips(), output.totalClips());
            return Payload.completed(job, all, output, clock.instant());
        });
    }

    /**
     * {@code job.failed}, as far as it came.
     *
     * @param error what went wrong, in words that the submitter may see
     * @return as for {@link #completed}
     */
    public CompletableFuture<CallbackResult> failed(String error) {
        return end(() -> {
            Progress last = latest;
            Progress end = new Progress(last.percent(), "Processing failed", last.clipsCompleted(), last.totalClips());
            return Payload.failed(job, end, error, clock.instant());
        });
    }

    private Payload remembered(Progress progress, Payload payload) {
        latest = progress;
        return payload;
    }

    private CompletableFuture<CallbackResult> end(Supplier<Payload> payload) {
        CompletableFuture<CallbackResult> result = send(Kind.TERMINAL, payload);
        whenTerminal.accept(result);
        return result;
    }

    /** Never throws: the job matters more than who hears of it. */
    private CompletableFuture<CallbackResult> send(Kind kind, Supplier<Payload> payload) {
        if (queue == null) {
            return CompletableFuture.completedFuture(new NotDelivered("The job has no usable callback_url"));
        }
        try {
            Callback callback = new Callback(kind, newId(), JSON.writeValueAsBytes(payload.get()));
            return queue.offer(callback)
                    ? callback.result()
                    : CompletableFuture.completedFuture(new NotDelivered("The job had ended before"));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(
                    new NotDelivered("It cannot be sent: " + e.getClass().getSimpleName()));
        }
    }

    private static String newId() {
        return "cb_" + UUID.randomUUID().toString().replace("-", "");
    }
}
