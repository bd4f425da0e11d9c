package io.hookline.bench;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.ObjLongConsumer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The customers' end: takes posts and tells who arrived when. {@code /fast/…} answers 204 at once, {@code /hang/…} never,
 * {@code /slow/…} after half a second.
 */
final class Sink implements AutoCloseable {
    private static final Duration SLOW = Duration.ofMillis(500);

    private final DisposableServer server;

    private Sink(DisposableServer server) {
        this.server = server;
    }

    /** @param arrivals told of each post to {@code /fast/…}: its webhook-id, and {@link System#nanoTime} */
    static Sink start(ObjLongConsumer<String> arrivals) {
        return new Sink(HttpServer.create()
                .bindAddress(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .handle((request, response) -> answer(request, response, arrivals))
                .bindNow());
    }

    String url(String path) {
        return "http://localhost:" + server.port() + path;
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(3));
    }

    private static Publisher<Void> answer(
            HttpServerRequest request, HttpServerResponse response, ObjLongConsumer<String> arrivals) {
        String path = request.uri();
        if (path.startsWith("/hang/")) {
            return Mono.never();
        }
        Mono<Void> answer = response.status(HttpResponseStatus.NO_CONTENT).send();
        if (path.startsWith("/slow/")) {
            return Mono.delay(SLOW).then(answer);
        }
        long now = System.nanoTime();
        String id = request.requestHeaders().get("webhook-id");
        arrivals.accept(id == null ? "" : id, now);
        return answer;
    }
}
