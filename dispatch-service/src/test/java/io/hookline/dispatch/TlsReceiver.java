package io.hookline.dispatch;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.pkitesting.X509Bundle;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A customer's endpoint over TLS, which answers 200 after a moment and keeps what it received, and how. */
public final class TlsReceiver implements AutoCloseable {
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicInteger mostAtWork = new AtomicInteger();
    private final DisposableServer server;

    /**
     * One request.
     *
     * @param headers by lower-case name
     * @param protocol {@code HTTP/1.1} or {@code HTTP/2.0}
     * @param connection names the one it came over
     * @param tls for instance {@code TLSv1.3}
     * @param client whose certificate was shown; empty: nobody's
     */
    public record Received(
            Map<String, String> headers, String body, String protocol, String connection, String tls, String client) {}

    private TlsReceiver(SslContext context) {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                .secure(tls -> tls.sslContext(context))
                .handle(this::handle)
                .bindNow();
    }

    /** Speaks HTTP/2 and HTTP/1.1. */
    public static TlsReceiver start(X509Bundle certificate) {
        return start(certificate, context -> context.applicationProtocolConfig(alpn()));
    }

    /** Asks clients for a certificate of that authority. */
    public static TlsReceiver startForCertified(X509Bundle certificate, X509Bundle authority) {
        return start(certificate, context -> context.applicationProtocolConfig(alpn())
                .clientAuth(ClientAuth.REQUIRE)
                .trustManager(authority.getCertificate()));
    }

    /** Set up as that says; without a word about protocols, it speaks HTTP/1.1. */
    public static TlsReceiver start(X509Bundle certificate, UnaryOperator<SslContextBuilder> setup) {
        try {
            return new TlsReceiver(setup.apply(SslContextBuilder.forServer(
                            certificate.getKeyPair().getPrivate(), certificate.getCertificatePath()))
                    .build());
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI at(String host, String path) {
        return URI.create("https://" + host + ":" + server.port() + path);
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    /** Most requests that were answered at one time. */
    public int mostAtWork() {
        return mostAtWork.get();
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
        Channel[] channel = new Channel[1];
        request.withConnection(connection -> channel[0] = connection.channel());
        return request.receive().aggregate().asString().defaultIfEmpty("").flatMap(body -> {
            received.add(received(request, channel[0], body));
            return Mono.delay(A_MOMENT)
                    .doOnNext(_ -> atWork.decrementAndGet())
                    .then(response.status(200).send().then());
        });
    }

    private static Received received(HttpServerRequest request, Channel channel, String body) {
        Channel connection = channel instanceof Http2StreamChannel stream ? stream.parent() : channel;
        SSLEngine engine = connection.pipeline().get(SslHandler.class).engine();
        Map<String, String> headers = new HashMap<>();
        request.requestHeaders()
                .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return new Received(
                headers,
                body,
                request.protocol(),
                connection.id().asShortText(),
                engine.getSession().getProtocol(),
                client(engine));
    }

    private static String client(SSLEngine engine) {
        try {
            return engine.getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException _) {
            return "";
        }
    }

    private static ApplicationProtocolConfig alpn() {
        return new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_2,
                ApplicationProtocolNames.HTTP_1_1);
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
