package io.hookline.dispatch.sending;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/**
 * How connections to {@code https} endpoints are secured: TLS 1.2 or 1.3, certificates that are trusted and made out to the host,
 * HTTP/2 where the endpoint has it. Thread-safe.
 */
final class Tls {
    private static final ApplicationProtocolConfig PROTOCOLS = new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2,
            ApplicationProtocolNames.HTTP_1_1);

    private final TrustManager trusted;

    Tls(TrustManager trusted) {
        this.trusted = trusted;
    }

    /** For those who need not show who they are. */
    SslContext anonymous() {
        try {
            return builder().build();
        } catch (SSLException e) {
            throw new IllegalStateException("The Java platform has no TLS 1.2 or 1.3", e);
        }
    }

    /** For requests with that certificate; fails if it is none, without showing anything of it. */
    SslContext with(ClientCertificate certificate) throws SSLException {
        try {
            return builder()
                    .keyManager(stream(certificate.pem()), stream(certificate.pem()))
                    .build();
        } catch (IllegalArgumentException | SSLException _) {
            throw new SSLException("The client certificate of " + certificate.owner() + " cannot be read");
        }
    }

    private SslContextBuilder builder() {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .trustManager(trusted)
                .endpointIdentificationAlgorithm("HTTPS")
                .applicationProtocolConfig(PROTOCOLS);
    }

    private static InputStream stream(String pem) {
        return new ByteArrayInputStream(pem.getBytes(UTF_8));
    }
}
