package io.hookline.bench;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * The ceiling: posts the same bytes to the same sink with the client that dispatch-service uses, and does nothing else. Prints
 * posts per second, then microseconds of processor time per post.
 */
public final class BareClient {
    private BareClient() {}

    /**
     * Posts, once to warm up and once measured.
     *
     * @param arguments the sink's URL, how many posts, how many in flight, the body
     */
    public static void main(String[] arguments) {
        String url = arguments[0];
        int posts = Integer.parseInt(arguments[1]);
        int inFlight = Integer.parseInt(arguments[2]);
        byte[] body = arguments[3].getBytes(StandardCharsets.UTF_8);
        HttpClient client = HttpClient.create(ConnectionProvider.builder("bare")
                        .maxConnections(2 * inFlight)
                        .pendingAcquireMaxCount(-1)
                        .build())
                .headers(headers -> headers.set("Content-Type", "application/json")
                        .set("webhook-id", "bare")
                        .set("X-Webhook-Signature", "sha256=" + "0".repeat(64))
                        .set("webhook-signature", "v1," + "0".repeat(44))
                        .set("webhook-timestamp", "1700000000"));
        post(client, url, body, posts / 2, inFlight);
        Duration before = processorTime();
        long begin = System.nanoTime();
        post(client, url, body, posts, inFlight);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double micros = processorTime().minus(before).toNanos() / 1e3 / posts;
        System.out.printf("%.0f %.1f%n", posts / seconds, micros);
    }

    private static void post(HttpClient client, String url, byte[] body, int posts, int inFlight) {
        AtomicInteger failed = new AtomicInteger();
        Flux.range(0, posts)
                .flatMap(
                        i -> client.post()
                                .uri(url)
                                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                                .responseSingle((response, content) -> content.then())
                                .onErrorComplete(e -> {
                                    failed.incrementAndGet();
                                    return true;
                                }),
                        inFlight)
                .then()
                .toFuture()
                .join();
        if (failed.get() > 0) {
            throw new IllegalStateException(failed + " posts failed");
        }
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
