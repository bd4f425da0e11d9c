package io.hookline.bench;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Posts at a fixed rate, whatever the answers do: an event that cannot be sent when it is due is late, not skipped. */
final class OpenLoop implements AutoCloseable {
    private static final int CONNECTIONS = 128;
    private static final int MOST_UNANSWERED = 20_000;

    private final ConnectionProvider connections = ConnectionProvider.builder("load")
            .maxConnections(CONNECTIONS)
            .pendingAcquireMaxCount(-1)
            .pendingAcquireTimeout(Duration.ofMinutes(5))
            .build();
    private final HttpClient client;
    private final String url;

    OpenLoop(String url, String token) {
        this.url = url;
        this.client = HttpClient.create(connections).headers(headers -> headers.set("Authorization", "Bearer " + token)
                .set("Content-Type", "application/json"));
    }

    /**
     * Posts all events of a run and returns once each was answered.
     *
     * @param perSecond the rate; infinite: as fast as answers come back
     * @return how many were answered with 2xx
     */
    int run(Arrivals arrivals, int events, double perSecond, IntFunction<byte[]> body) throws InterruptedException {
        AtomicInteger accepted = new AtomicInteger();
        Semaphore unanswered = new Semaphore(Double.isInfinite(perSecond) ? CONNECTIONS : MOST_UNANSWERED);
        int permits = unanswered.availablePermits();
        long begin = System.nanoTime();
        for (int i = 0; i < events; i++) {
            long due = Double.isInfinite(perSecond) ? System.nanoTime() : begin + (long) (i * 1e9 / perSecond);
            awaitTime(due);
            unanswered.acquire();
            arrivals.due(i, due);
            post(body.apply(i)).doFinally(signal -> unanswered.release()).subscribe(status -> {
                if (status / 100 == 2) {
                    accepted.incrementAndGet();
                }
            });
        }
        if (!unanswered.tryAcquire(permits, 2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("Some requests were never answered");
        }
        return accepted.get();
    }

    @Override
    public void close() {
        connections.dispose();
    }

    private Mono<Integer> post(byte[] body) {
        return client.post()
                .uri(url)
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .responseSingle((response, content) -> content.thenReturn(
                                response.status().code())
                        .defaultIfEmpty(response.status().code()))
                .onErrorReturn(0);
    }

    private static void awaitTime(long due) {
        long left = due - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
    }
}
