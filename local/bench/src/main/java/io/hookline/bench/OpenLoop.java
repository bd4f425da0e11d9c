package io.hookline.bench;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Posts at a fixed rate, whatever the answers do: an event that cannot be sent when it is due is late, not skipped. */
final class OpenLoop implements AutoCloseable {
    private static final int CONNECTIONS = 128;
    private static final int MOST_UNANSWERED = 20_000;

    private final JsonPosts posts;

    OpenLoop(String url, String token) {
        this.posts = new JsonPosts(url, token, CONNECTIONS);
    }

    /**
     * Posts all events of a run and returns once each was answered.
     *
     * @return how many were answered with 2xx
     */
    int run(Arrivals arrivals, int events, double perSecond, IntFunction<byte[]> body) throws InterruptedException {
        AtomicInteger accepted = new AtomicInteger();
        Semaphore unanswered = new Semaphore(MOST_UNANSWERED);
        long begin = System.nanoTime();
        for (int i = 0; i < events; i++) {
            long due = begin + (long) (i * 1e9 / perSecond);
            awaitTime(due);
            unanswered.acquire();
            arrivals.due(i, due);
            posts.post(body.apply(i))
                    .onErrorReturn(0)
                    .doFinally(signal -> unanswered.release())
                    .subscribe(status -> {
                        if (status / 100 == 2) {
                            accepted.incrementAndGet();
                        }
                    });
        }
        if (!unanswered.tryAcquire(MOST_UNANSWERED, 2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("Some requests were never answered");
        }
        return accepted.get();
    }

    @Override
    public void close() {
        posts.close();
    }

    private static void awaitTime(long due) {
        long left = due - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
    }
}
