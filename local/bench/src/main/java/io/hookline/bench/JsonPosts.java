package io.hookline.bench;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Posts JSON to one URL with a token, over so many connections at most; who finds none free waits for one. */
final class JsonPosts implements AutoCloseable {
    private final ConnectionProvider connections;
    private final HttpClient client;
    private final String url;

    JsonPosts(String url, String token, int mostConnections) {
        this.url = url;
        this.connections = ConnectionProvider.builder("load")
                .maxConnections(mostConnections)
                .pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(Duration.ofMinutes(5))
                .build();
        this.client = HttpClient.create(connections).headers(headers -> headers.set("Authorization", "Bearer " + token)
                .set("Content-Type", "application/json"));
    }

    /** The status of the answer, once it is complete. */
    Mono<Integer> post(byte[] body) {
        return client.post()
                .uri(url)
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .responseSingle((response, content) ->
                        content.then(Mono.just(response.status().code())));
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
