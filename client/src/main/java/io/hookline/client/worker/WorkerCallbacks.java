package io.hookline.client.worker;

import io.hookline.client.worker.CallbackResult.NotDelivered;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the submitters of video jobs how they go, by posts to the {@code callback_url} that each job came with, and
 * never fails or slows down the worker.
 *
 * <pre>{@code
 * WorkerCallbacks callbacks = WorkerCallbacks.builder().secret(System.getenv("WEBHOOK_SECRET")).build();
 *
 * JobCallbacks job = callbacks.job(Job.of("abc-123", request.callbackUrl()));
 * job.started(Progress.of(5, "Downloading video..."));
 * job.progress(Progress.of(65, "Rendering clip 3/5...").withClips(2, 5));
 * job.completed(new JobOutput(5, clips));
 * }</pre>
 *
 * <p>A post that is not answered, or with 408, 425, 429 or 5xx, is repeated after 1, 2 and 4 seconds with the same body
 * and {@code webhook-id}. With a secret each carries
 * {@code X-Webhook-Signature: sha256=<hex HMAC-SHA256(secret, raw body)>}.
 *
 * <p>Thread-safe; {@link #close} it when the worker ends.
 */
public final class WorkerCallbacks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WorkerCallbacks.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient client;
    private final @Nullable String secret;
    private final Duration progressInterval;
    private final Duration requestTimeout;
    private final Duration drainWithin;
    private final Clock clock = Clock.systemUTC();
    private final SystemTimer timer = new SystemTimer();
    /** The ends that are not delivered yet. */
    private final Map<JobQueue, CompletableFuture<CallbackResult>> ending = new ConcurrentHashMap<>();

    private WorkerCallbacks(Builder builder, HttpClient client) {
        this.client = client;
        this.secret = builder.secret;
        this.progressInterval = builder.progressInterval;
        this.requestTimeout = builder.requestTimeout;
        this.drainWithin = builder.drainWithin;
    }

    /** Begins to build. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The callbacks of one job; they go nowhere if the job has no {@code callback_url} or one that is not http or
     * https.
     */
    public JobCallbacks job(Job job) {
        Optional<URI> address = address(job.callbackUrl());
        if (address.isEmpty()) {
            return new JobCallbacks(job, null, clock, result -> {});
        }
        Transport transport = new HttpTransport(client, address.get(), secret, requestTimeout);
        JobQueue queue = new JobQueue(transport, timer, progressInterval);
        return new JobCallbacks(job, queue, clock, result -> remember(job, queue, result));
    }

    /** As {@link #close(Duration)} with the time that was built in. */
    @Override
    public void close() {
        close(drainWithin);
    }

    /**
     * Waits so long for the ends of jobs to be delivered, and gives up the rest.
     *
     * @return how many were given up
     */
    public long close(Duration within) {
        CompletableFuture<?>[] results = ending.values().toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(results).get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            // What is left is counted below.
        }
        timer.stop();
        long left = ending.values().stream().filter(result -> !result.isDone()).count();
        ending.keySet().forEach(queue -> queue.stop("The worker was closed before it was delivered"));
        return left;
    }

    private void remember(Job job, JobQueue queue, CompletableFuture<CallbackResult> result) {
        ending.putIfAbsent(queue, result);
        var unused = result.thenAccept(known -> {
            ending.remove(queue, result);
            if (known instanceof NotDelivered failure) {
                log.atWarn()
                        .addKeyValue("jobId", job.id())
                        .addKeyValue("detail", failure.detail())
                        .log("The submitter of a job did not hear of its end");
            }
        });
    }

    private static Optional<URI> address(@Nullable String url) {
        try {
            return Optional.ofNullable(url).map(URI::create).filter(WorkerCallbacks::isHttp);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isHttp(URI address) {
        String scheme = String.valueOf(address.getScheme());
        return address.getHost() != null && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"));
    }

    /** How callbacks are to be made. Not thread-safe. */
    public static final class Builder {
        private @Nullable String secret;
        private @Nullable HttpClient httpClient;
        private Duration progressInterval = Duration.ofSeconds(2);
        private Duration requestTimeout = Duration.ofSeconds(10);
        private Duration drainWithin = Duration.ofSeconds(30);

        private Builder() {}

        /** What callbacks are signed with; null or empty: they are not signed. */
        public Builder secret(@Nullable String secret) {
            this.secret = secret == null || secret.isEmpty() ? null : secret;
            return this;
        }

        /** How far apart two posts of progress are at least; by default 2 s. */
        public Builder progressInterval(Duration interval) {
            this.progressInterval = notNegative(interval);
            return this;
        }

        /** How long one post may take as a whole; by default 10 s. */
        public Builder requestTimeout(Duration timeout) {
            this.requestTimeout = notNegative(timeout);
            return this;
        }

        /** How long {@link WorkerCallbacks#close()} waits; by default 30 s. */
        public Builder drainWithin(Duration time) {
            this.drainWithin = notNegative(time);
            return this;
        }

        /** A client of your own, for instance with a proxy; by default HTTP/1.1, 5 s to connect, no redirects. */
        public Builder httpClient(HttpClient client) {
            this.httpClient = client;
            return this;
        }

        /** Ready for jobs. */
        public WorkerCallbacks build() {
            return new WorkerCallbacks(this, httpClient == null ? newClient() : httpClient);
        }

        private static HttpClient newClient() {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }

        private static Duration notNegative(Duration duration) {
            if (duration.isNegative()) {
                throw new IllegalArgumentException("A time must not be negative");
            }
            return duration;
        }
    }
}
