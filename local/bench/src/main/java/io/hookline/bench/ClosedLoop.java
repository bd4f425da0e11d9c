package io.hookline.bench;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Posts as fast as answers come: so many requests are under way at any time, each followed by the next. */
final class ClosedLoop implements AutoCloseable {
    static final int IN_FLIGHT = 128;

    private final JsonPosts posts;

    ClosedLoop(String url, String token) {
        this.posts = new JsonPosts(url, token, 2 * IN_FLIGHT);
    }

    /** What came of it: how many were answered per second, and after how many microseconds each. */
    record Result(double perSecond, Histogram latencies) {}

    /** Returns once all are answered, each with 202. */
    Result run(int requests, IntFunction<byte[]> body) {
        Histogram latencies = new ConcurrentHistogram(600_000_000L, 3);
        AtomicInteger refused = new AtomicInteger();
        long begin = System.nanoTime();
        Flux.range(0, requests)
                .flatMap(
                        request -> Mono.defer(() -> {
                            long start = System.nanoTime();
                            return posts.post(body.apply(request)).doOnNext(status -> {
                                latencies.recordValue((System.nanoTime() - start) / 1_000);
                                if (status != 202) {
                                    refused.incrementAndGet();
                                }
                            });
                        }),
                        IN_FLIGHT)
                .blockLast();
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (refused.get() > 0) {
            throw new IllegalStateException(refused + " requests were not accepted");
        }
        return new Result(requests / seconds, latencies);
    }

    @Override
    public void close() {
        posts.close();
    }
}
