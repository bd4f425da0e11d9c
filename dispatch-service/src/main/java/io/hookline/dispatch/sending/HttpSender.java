package io.hookline.dispatch.sending;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Sends requests over pooled connections. Follows no redirects. Thread-safe; the work is done on its own event loops. */
final class HttpSender implements Sender, AutoCloseable {
    private final HttpClient client;
    private final ConnectionProvider connections;
    private final Duration timeout;
    private final Timer timer;
    private final Clock clock;

    /**
     * A sender without connections.
     *
     * @param resolver decides what a name stands for and whether that may be connected to
     * @param loops where everything runs
     * @param limits how many requests are out at a time at most, and how long each may take
     */
    HttpSender(AddressResolverGroup<?> resolver, LoopResources loops, Limits limits, Timer timer, Clock clock) {
        this.connections = connections(limits.inFlight());
        this.timeout = limits.timeout();
        this.timer = timer;
        this.clock = clock;
        this.client = HttpClient.create(connections)
                .runOn(loops)
                .resolver(resolver)
                .followRedirect(false)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(limits.connectTimeout().toMillis()))
                .httpResponseDecoder(decoder -> decoder.maxHeaderSize(ResponseLimits.READ_HEADER_BYTES));
    }

    record Limits(int inFlight, Duration timeout, Duration connectTimeout) {}

    @Override
    public Mono<Exchange> send(SignedRequest request) {
        return Mono.create(sink -> {
            ExchangeTrace trace = new ExchangeTrace(clock.instant(), System::nanoTime);
            Call call = new Call(trace, sink);
            // Covers the exchange as a whole, so that an answer that drips in does not outlast it either.
            Timeout deadline = timer.newTimeout(
                    _ -> call.fail(new TimeoutException("Not answered in full within " + timeout)),
                    timeout.toMillis(),
                    TimeUnit.MILLISECONDS);
            sink.onDispose(() -> {
                deadline.cancel();
                call.dispose();
            });
            exchange(request, trace).subscribe(call);
        });
    }

    private Flux<Exchange.Answer> exchange(SignedRequest request, ExchangeTrace trace) {
        return client.post()
                .uri(request.url())
                .send((head, out) -> write(request, head, out, trace))
                .response((response, body) -> {
                    trace.answered();
                    return ResponseCollector.collect(response, body);
                });
    }

    private static Publisher<Void> write(
            SignedRequest request, HttpClientRequest head, NettyOutbound out, ExchangeTrace trace) {
        request.headers().forEach(head::header);
        head.header(
                HttpHeaderNames.CONTENT_LENGTH, Integer.toString(request.body().remaining()));
        return out.withConnection(connection -> trace.connected(connection.channel()))
                .send(Mono.fromSupplier(
                        () -> Unpooled.wrappedBuffer(request.body().duplicate())));
    }

    /** Twice as many as there are requests: one whose answer is complete goes back to the pool a moment after the next is asked for. */
    private static ConnectionProvider connections(int inFlight) {
        return ConnectionProvider.builder("dispatch")
                .maxConnections(2 * inFlight)
                .maxIdleTime(Duration.ofSeconds(20))
                .maxLifeTime(Duration.ofMinutes(5)) // A name is looked up again at least as often.
                .evictInBackground(Duration.ofSeconds(30))
                .disposeInactivePoolsInBackground(Duration.ofMinutes(1), Duration.ofMinutes(2))
                .build();
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
