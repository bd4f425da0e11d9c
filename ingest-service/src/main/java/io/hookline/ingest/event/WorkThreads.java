package io.hookline.ingest.event;

import io.hookline.ingest.IngestProperties;
import io.hookline.ingest.http.Problem;
import io.hookline.ingest.http.Rejected;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Threads for what would keep an event loop from its other connections: reading a batch, and checking data against a customer's
 * own schema. What waits for one is bounded by the bytes of the bodies; beyond that requests end with 503. Thread-safe.
 */
@Component
final class WorkThreads implements DisposableBean {
    /** Two at least, so that one customer's slow schema does not keep all others waiting. */
    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final int MOST_WAITING = 10_000;

    private final Scheduler threads = Schedulers.newBoundedElastic(THREADS, MOST_WAITING, "ingest-work");
    private final AtomicLong room;

    WorkThreads(IngestProperties properties) {
        this.room = new AtomicLong(properties.bodyMemory().toBytes());
    }

    /**
     * What the work results in.
     *
     * @param bytes how long the body is that it holds on to
     */
    <T> Mono<T> call(int bytes, Callable<T> work) {
        return Mono.defer(() -> {
            if (room.addAndGet(-bytes) < 0) {
                room.addAndGet(bytes);
                return Mono.error(busy());
            }
            return Mono.fromCallable(work)
                    .subscribeOn(threads)
                    .onErrorMap(RejectedExecutionException.class, error -> busy())
                    .doFinally(end -> room.addAndGet(bytes));
        });
    }

    @Override
    public void destroy() {
        threads.dispose();
    }

    private static Rejected busy() {
        return new Rejected(Problem.unavailable("Too much is being read; send the request again."));
    }
}
