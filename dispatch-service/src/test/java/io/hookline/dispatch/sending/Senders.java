package io.hookline.dispatch.sending;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.dispatch.guard.AddressGuard;
import io.netty.util.HashedWheelTimer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

/** Makes senders that share loops and a timer, and sends with them. */
final class Senders implements AutoCloseable {
    static final Duration PATIENT = Duration.ofSeconds(60);

    private final LoopResources loops = LoopResources.create("sender-test", 2, true);
    private final HashedWheelTimer timer = new HashedWheelTimer();

    /** One that may connect to this machine only. */
    HttpSender patient() {
        return sender(PATIENT, List.of("127.0.0.0/8", "::1"), null, null);
    }

    HttpSender within(Duration timeout) {
        return sender(timeout, List.of("127.0.0.0/8", "::1"), null, null);
    }

    HttpSender trusting(Path bundle) {
        return sender(PATIENT, List.of("127.0.0.0/8", "::1"), bundle, null);
    }

    HttpSender sender(Duration timeout, List<String> allowed, @Nullable Path bundle, @Nullable ForwardProxy proxy) {
        AddressGuard guard = new AddressGuard(
                NameResolverProvider.builder().build().newNameResolverGroup(loops, LoopResources.DEFAULT_NATIVE),
                allowed);
        HttpSender.Network network =
                new HttpSender.Network(guard, loops, new Tls(TrustedCertificates.read(bundle)), proxy);
        return new HttpSender(network, new HttpSender.Limits(4, timeout, PATIENT), timer, Clock.systemUTC());
    }

    static SignedRequest request(URI url) {
        return request(url, null);
    }

    static SignedRequest request(URI url, @Nullable ClientCertificate certificate) {
        ByteBuffer body = ByteBuffer.wrap("{\"a\":\"é\"}".getBytes(UTF_8));
        return new SignedRequest(url, Map.of("X-One", "1"), body, null, certificate);
    }

    static Exchange send(Sender sender, URI url) {
        return send(sender, request(url));
    }

    static Exchange send(Sender sender, SignedRequest request) {
        return sender.send(request).toFuture().join();
    }

    static Exchange.Answer answer(Exchange exchange) {
        return (Exchange.Answer) exchange.result();
    }

    static Throwable failure(Exchange exchange) {
        return ((Exchange.Failure) exchange.result()).cause();
    }

    @Override
    public void close() {
        loops.dispose();
        timer.stop();
    }
}
