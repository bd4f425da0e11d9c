package io.hookline.dispatch.sending;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.ssl.SslContext;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.NettyOutbound;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Sends requests over pooled connections. Follows no redirects, and where that is wanted goes through a proxy. Thread-safe; the work
 * is done on its own event loops.
 */
final class HttpSender implements Sender, AutoCloseable {
    /**
     * A peer that does not even confirm what it was sent is gone. HTTP/1.1 finds that out by a request that times out, which takes its
     * connection along; over HTTP/2 the next one would go the same way.
     */
    private static final Duration UNCONFIRMED = Duration.ofSeconds(20);

    private final ConnectionProvider connections;
    private final HttpClient plain;
    private final HttpClient secured;
    private final CertifiedClients certified;
    private final Duration timeout;
    private final Timer timer;
    private final Clock clock;

    /**
     * A sender without connections.
     *
     * @param network how it gets to endpoints
     * @param limits how many requests are out at a time at most, and how long each may take
     */
    HttpSender(Network network, Limits limits, Timer timer, Clock clock) {
        this.connections = connections(limits.inFlight());
        this.timeout = limits.timeout();
        this.timer = timer;
        this.clock = clock;
        this.plain = client(connections, network, limits);
        this.secured = secured(plain, network.tls().anonymous(), limits);
        this.certified = new CertifiedClients(
                network.tls(),
                () -> connections(limits.inFlight()),
                (own, context) -> secured(client(own, network, limits), context, limits));
    }

    record Limits(int inFlight, Duration timeout, Duration connectTimeout) {}

    /**
     * What is between here and the endpoints.
     *
     * @param resolver decides what a name stands for and whether that may be connected to
     * @param loops where everything runs
     * @param proxy null: none
     */
    record Network(
            AddressResolverGroup<?> resolver,
            LoopResources loops,
            Tls tls,
            @Nullable ForwardProxy proxy) {}

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
            try {
                exchange(request, trace).subscribe(call);
            } catch (UncheckedIOException e) {
                call.fail(e);
            }
        });
    }

    private Flux<Exchange.Answer> exchange(SignedRequest request, ExchangeTrace trace) {
        return client(request)
                .post()
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

    private HttpClient client(SignedRequest request) {
        if ("http".equalsIgnoreCase(request.url().getScheme())) {
            return plain;
        }
        ClientCertificate certificate = request.certificate();
        return certificate == null ? secured : certified.of(certificate);
    }

    private static HttpClient client(ConnectionProvider connections, Network network, Limits limits) {
        HttpClient direct = HttpClient.create(connections)
                .runOn(network.loops())
                .resolver(network.resolver())
                .followRedirect(false)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(limits.connectTimeout().toMillis()))
                .httpResponseDecoder(decoder -> decoder.maxHeaderSize(ResponseLimits.READ_HEADER_BYTES));
        HttpClient noticing = Epoll.isAvailable()
                ? direct.option(EpollChannelOption.TCP_USER_TIMEOUT, Math.toIntExact(UNCONFIRMED.toMillis()))
                : direct;
        ForwardProxy proxy = network.proxy();
        return proxy == null ? noticing : proxy.leads(noticing, limits.connectTimeout());
    }

    private static HttpClient secured(HttpClient client, SslContext context, Limits limits) {
        return client.secure(tls -> tls.sslContext(context).handshakeTimeout(limits.connectTimeout()))
                .protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                .http2Settings(settings -> settings.maxHeaderListSize(ResponseLimits.READ_HEADER_BYTES));
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
        certified.close();
        connections.dispose();
    }
}
