package io.hookline.dispatch.sending;

import static io.hookline.dispatch.sending.Senders.PATIENT;
import static io.hookline.dispatch.sending.Senders.answer;
import static io.hookline.dispatch.sending.Senders.failure;
import static io.hookline.dispatch.sending.Senders.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.dispatch.Certificates;
import io.hookline.dispatch.Receiver;
import io.hookline.dispatch.TlsReceiver;
import io.hookline.dispatch.guard.AddressNotAllowedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real client behind a real proxy. */
final class ForwardProxyTest {
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");

    private final Senders senders = new Senders();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        senders.close();
    }

    @Test
    void reachesPlainEndpointsThroughTheProxy() {
        try (Receiver receiver = Receiver.start();
                ConnectProxy proxy = ConnectProxy.start();
                HttpSender sender = senders.sender(PATIENT, LOOPBACK, null, at(proxy, ""))) {
            URI url = receiver.at("/hook");

            Exchange exchange = send(sender, url);

            assertThat(answer(exchange).status()).isEqualTo(200);
            assertThat(receiver.received("/hook")).hasSize(1);
            assertThat(proxy.requests()).hasSize(1);
            assertThat(proxy.requests().getFirst()).contains("CONNECT 127.0.0.1:" + url.getPort() + " HTTP/1.1");
            assertThat(exchange.remoteAddress()).as("not the proxy's").isEqualTo("127.0.0.1:" + url.getPort());
        }
    }

    /** The certificate is still checked for the name, though the proxy never hears it. */
    @Test
    void tellsTheProxyTheAddressThatWasCheckedAndTheEndpointTheName() throws IOException {
        Certificates certificates = new Certificates();
        Path bundle = Files.writeString(directory.resolve("ca.pem"), certificates.authorityPem());
        try (TlsReceiver receiver = TlsReceiver.start(certificates.server("localhost"));
                ConnectProxy proxy = ConnectProxy.start();
                HttpSender sender = senders.sender(PATIENT, LOOPBACK, bundle, at(proxy, ""))) {
            URI url = receiver.at("localhost", "/hook");

            Exchange exchange = send(sender, url);

            assertThat(answer(exchange).status()).isEqualTo(200);
            assertThat(receiver.received().getFirst().protocol()).isEqualTo("HTTP/2.0");
            assertThat(receiver.received().getFirst().headers()).containsEntry("host", "localhost:" + url.getPort());
            assertThat(proxy.requests()).isNotEmpty().allSatisfy(head -> assertThat(String.join("\n", head))
                    .doesNotContain("localhost"));
        }
    }

    @Test
    void logsInToTheProxyAndShowsTheEndpointNothingOfIt() {
        try (Receiver receiver = Receiver.start();
                ConnectProxy proxy = ConnectProxy.start();
                HttpSender sender = senders.sender(PATIENT, LOOPBACK, null, at(proxy, "user:p%40ss@"))) {
            send(sender, receiver.at("/hook"));

            assertThat(proxy.requests().getFirst()).anySatisfy(line -> assertThat(line)
                    .isEqualToIgnoringCase("proxy-authorization: Basic dXNlcjpwQHNz"));
            assertThat(receiver.received("/hook").getFirst().header("Proxy-Authorization"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/", "http://localhost:1/", "http://169.254.169.254/", "http://[::1]:1/"})
    void asksTheProxyForNoAddressThatIsNotAllowed(String url) {
        try (ConnectProxy proxy = ConnectProxy.start();
                HttpSender sender = senders.sender(PATIENT, List.of("10.0.0.0/8"), null, at(proxy, ""))) {
            assertThat(failure(send(sender, URI.create(url)))).isInstanceOf(AddressNotAllowedException.class);
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void saysThatNoConnectionCameAboutWhenTheProxyRefuses() {
        try (Receiver receiver = Receiver.start();
                ConnectProxy proxy = ConnectProxy.refusing();
                HttpSender sender = senders.sender(PATIENT, LOOPBACK, null, at(proxy, ""))) {
            assertThat(failure(send(sender, receiver.at("/hook")))).isInstanceOf(ConnectException.class);
            assertThat(receiver.received("/hook")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy:3128",
                "https://user:hidden@127.0.0.1:3128",
                "http://user:hidden@127.0.0.1",
                "http://hidden@127.0.0.1:3128",
                "http://user:hidden@not a host:3128",
                "socks5://127.0.0.1:1080",
            })
    void refusesWhatItCannotUseAndDoesNotShowIt(String url) {
        assertThatThrownBy(() -> ForwardProxy.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HOOKLINE_PROXY")
                .hasMessageNotContaining("hidden")
                .hasNoCause();
    }

    @Test
    void showsNoPasswordInItsText() {
        assertThat(ForwardProxy.parse("http://user:hidden@127.0.0.1:3128").toString())
                .doesNotContain("hidden");
    }

    private static ForwardProxy at(ConnectProxy proxy, String login) {
        return ForwardProxy.parse("http://" + login + "127.0.0.1:" + proxy.port());
    }
}
