package io.hookline.dispatch.sending;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.netty.handler.ssl.SslContext;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * A client for each client certificate that was in use lately, with connections of its own: what was opened with one certificate
 * never carries another's request. Thread-safe.
 */
final class CertifiedClients implements AutoCloseable {
    /** Each has a few connections and buffers. */
    private static final int MOST = 1_000;
    /** Connections that nobody uses are closed sooner; this is for the rest. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Tls tls;
    private final Supplier<ConnectionProvider> connections;
    private final BiFunction<ConnectionProvider, SslContext, HttpClient> clients;
    private final Cache<ClientCertificate, Certified> certified = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(IDLE)
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .<ClientCertificate, Certified>removalListener(CertifiedClients::close)
            .build();

    CertifiedClients(
            Tls tls,
            Supplier<ConnectionProvider> connections,
            BiFunction<ConnectionProvider, SslContext, HttpClient> clients) {
        this.tls = tls;
        this.connections = connections;
        this.clients = clients;
    }

    private record Certified(HttpClient client, ConnectionProvider connections) {}

    /** Its client; throws {@link UncheckedIOException} if the certificate cannot be read. */
    HttpClient of(ClientCertificate certificate) {
        return certified.get(certificate, this::create).client();
    }

    private Certified create(ClientCertificate certificate) {
        try {
            SslContext context = tls.with(certificate);
            ConnectionProvider own = connections.get();
            return new Certified(clients.apply(own, context), own);
        } catch (SSLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is on its way over them is finished. */
    private static void close(@Nullable ClientCertificate certificate, @Nullable Certified closed, RemovalCause cause) {
        if (closed != null) {
            closed.connections().dispose();
        }
    }

    @Override
    public void close() {
        certified.invalidateAll();
    }
}
