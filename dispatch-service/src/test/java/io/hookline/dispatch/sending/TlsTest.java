package io.hookline.dispatch.sending;

import static io.hookline.dispatch.sending.Senders.answer;
import static io.hookline.dispatch.sending.Senders.failure;
import static io.hookline.dispatch.sending.Senders.request;
import static io.hookline.dispatch.sending.Senders.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.dispatch.Certificates;
import io.hookline.dispatch.TlsReceiver;
import io.hookline.dispatch.TlsReceiver.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** The real client against real TLS servers. */
final class TlsTest {
    private final Certificates certificates = new Certificates();
    private final Senders senders = new Senders();

    @TempDir
    private Path directory;

    private Path bundle;

    @BeforeEach
    void writeBundle() throws IOException {
        bundle = Files.writeString(directory.resolve("ca.pem"), certificates.authorityPem());
    }

    @AfterEach
    void close() {
        senders.close();
    }

    @Test
    void speaksHttp2OverOneConnectionWhereTheEndpointDoes() {
        try (TlsReceiver receiver = TlsReceiver.start(certificates.server("localhost"));
                HttpSender sender = senders.trusting(bundle)) {
            Exchange first = send(sender, receiver.at("localhost", "/"));
            Exchange second = send(sender, receiver.at("localhost", "/"));

            assertThat(answer(first).status()).isEqualTo(200);
            assertThat(answer(second).status()).isEqualTo(200);
            assertThat(receiver.received()).extracting(Received::protocol).containsExactly("HTTP/2.0", "HTTP/2.0");
            assertThat(receiver.received()).extracting(Received::connection).containsOnly(connection(receiver));
            Received received = receiver.received().getFirst();
            assertThat(received.body()).isEqualTo("{\"a\":\"é\"}");
            assertThat(received.headers()).containsEntry("x-one", "1").containsEntry("content-length", "10");
            assertThat(first.remoteAddress()).startsWith("127.0.0.1:");
            assertThat(first.connect()).isNotNull();
            assertThat(second.remoteAddress()).isEqualTo(first.remoteAddress());
            assertThat(second.connect()).isNull();
        }
    }

    @Test
    void carriesManyRequestsAtATimeOverHttp2() {
        try (TlsReceiver receiver = TlsReceiver.start(certificates.server("localhost"));
                HttpSender sender = senders.trusting(bundle)) {
            List<Exchange> exchanges = Flux.range(0, 200)
                    .flatMap(_ -> sender.send(request(receiver.at("localhost", "/"))), 8)
                    .collectList()
                    .toFuture()
                    .join();

            assertThat(exchanges)
                    .allSatisfy(
                            exchange -> assertThat(answer(exchange).status()).isEqualTo(200));
            assertThat(receiver.received()).hasSize(200);
            assertThat(receiver.mostAtWork()).as("requests at a time").isBetween(2, 8);
        }
    }

    @Test
    void keepsConnectionsToEndpointsThatSpeakHttp1() {
        try (TlsReceiver receiver = TlsReceiver.start(certificates.server("localhost"), context -> context);
                HttpSender sender = senders.trusting(bundle)) {
            IntStream.range(0, 10).forEach(_ -> send(sender, receiver.at("localhost", "/")));

            assertThat(receiver.received())
                    .hasSize(10)
                    .extracting(Received::protocol)
                    .containsOnly("HTTP/1.1");
            // Two: one goes back to the pool a moment after its answer is complete.
            assertThat(receiver.received().stream().map(Received::connection).distinct())
                    .hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void speaksTls12WhereTheEndpointHasNoNewer() {
        try (TlsReceiver receiver =
                        TlsReceiver.start(certificates.server("localhost"), context -> context.protocols("TLSv1.2"));
                HttpSender sender = senders.trusting(bundle)) {
            send(sender, receiver.at("localhost", "/"));

            assertThat(receiver.received()).extracting(Received::tls).containsExactly("TLSv1.2");
        }
    }

    @Test
    void trustsNobodyElse() {
        try (TlsReceiver receiver = TlsReceiver.start(new Certificates().server("localhost"));
                HttpSender sender = senders.trusting(bundle)) {
            assertThat(failure(send(sender, receiver.at("localhost", "/")))).isInstanceOf(SSLException.class);
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void trustsTheAuthoritiesOfThePlatformToo() {
        int platforms = ((javax.net.ssl.X509TrustManager) TrustedCertificates.read(null)).getAcceptedIssuers().length;
        int both = ((javax.net.ssl.X509TrustManager) TrustedCertificates.read(bundle)).getAcceptedIssuers().length;

        assertThat(both).isEqualTo(platforms + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"another.example", "127.0.0.1.example"})
    void sendsNothingToWhoeverIsNotTheHost(String name) {
        try (TlsReceiver receiver = TlsReceiver.start(certificates.server(name));
                HttpSender sender = senders.trusting(bundle)) {
            assertThat(failure(send(sender, receiver.at("localhost", "/")))).isInstanceOf(SSLException.class);
            assertThat(failure(send(sender, receiver.at("127.0.0.1", "/")))).isInstanceOf(SSLException.class);
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void showsTheCertificateOfTheWebhook() {
        try (TlsReceiver receiver =
                        TlsReceiver.startForCertified(certificates.server("localhost"), certificates.authority());
                HttpSender sender = senders.trusting(bundle)) {
            send(sender, request(receiver.at("localhost", "/"), certificate("wh_1")));
            send(sender, request(receiver.at("localhost", "/"), certificate("wh_2")));
            Exchange without = send(sender, receiver.at("localhost", "/"));

            assertThat(receiver.received()).extracting(Received::client).containsExactly("CN=wh_1", "CN=wh_2");
            assertThat(without.result()).isInstanceOf(Exchange.Failure.class);
        }
    }

    /** Over and over in turn: each keeps its own. */
    @Test
    void neverSendsOverAConnectionThatWasMadeWithTheCertificateOfAnother() {
        ClientCertificate one = certificate("wh_1");
        ClientCertificate other = certificate("wh_2");
        ClientCertificate same = new ClientCertificate("wh_3", one.pem());
        try (TlsReceiver receiver =
                        TlsReceiver.startForCertified(certificates.server("localhost"), certificates.authority());
                HttpSender sender = senders.trusting(bundle)) {
            for (int i = 0; i < 3; i++) {
                send(sender, request(receiver.at("localhost", "/"), one));
                send(sender, request(receiver.at("localhost", "/"), other));
                send(sender, request(receiver.at("localhost", "/"), same));
            }

            List<Received> received = receiver.received();
            assertThat(received)
                    .extracting(Received::client)
                    .startsWith("CN=wh_1", "CN=wh_2", "CN=wh_1", "CN=wh_1", "CN=wh_2", "CN=wh_1");
            assertThat(received).hasSize(9);
            assertThat(received.stream().map(Received::connection).distinct()).hasSize(3);
            assertThat(received.subList(3, 9))
                    .extracting(Received::connection)
                    .startsWith(
                            received.get(0).connection(),
                            received.get(1).connection(),
                            received.get(2).connection());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no PEM", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"})
    void saysThatACertificateIsNoneAndShowsNothingOfIt(String pem) {
        try (TlsReceiver receiver = TlsReceiver.start(certificates.server("localhost"));
                HttpSender sender = senders.trusting(bundle)) {
            Exchange exchange =
                    send(sender, request(receiver.at("localhost", "/"), new ClientCertificate("wh_1", pem)));

            assertThat(failure(exchange)).hasRootCauseInstanceOf(SSLException.class);
            assertThat(failure(exchange)).rootCause().hasMessage("The client certificate of wh_1 cannot be read");
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void refusesABundleThatIsNone() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        Path missing = directory.resolve("missing.pem");

        for (Path path : List.of(empty, missing)) {
            assertThatThrownBy(() -> TrustedCertificates.read(path))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("HOOKLINE_CA_BUNDLE")
                    .hasMessageContaining(path.toString());
        }
    }

    private ClientCertificate certificate(String owner) {
        return new ClientCertificate(owner, Certificates.pem(certificates.client(owner)));
    }

    private static String connection(TlsReceiver receiver) {
        return receiver.received().getFirst().connection();
    }
}
