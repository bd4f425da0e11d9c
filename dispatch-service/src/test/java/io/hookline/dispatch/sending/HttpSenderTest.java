package io.hookline.dispatch.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.dispatch.Receiver;
import io.hookline.dispatch.Receiver.Answer;
import io.hookline.dispatch.guard.AddressGuard;
import io.hookline.dispatch.guard.AddressNotAllowedException;
import io.hookline.dispatch.sending.Exchange.Failure;
import io.netty.util.HashedWheelTimer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

/** The real client against a real server. */
final class HttpSenderTest {
    private static final Duration PATIENT = Duration.ofSeconds(60);

    private static Receiver receiver;
    private static LoopResources loops;
    private static HashedWheelTimer timer;

    @BeforeAll
    static void start() {
        receiver = Receiver.start();
        loops = LoopResources.create("sender-test", 2, true);
        timer = new HashedWheelTimer();
    }

    @AfterAll
    static void stop() {
        receiver.close();
        loops.dispose();
        timer.stop();
    }

    @Test
    void sendsExactlyTheBytesAndHeadersItIsGiven() {
        Exchange exchange = send(receiver.at("/exact"), PATIENT);

        Receiver.Received received = receiver.received("/exact").getFirst();
        assertThat(received.body()).isEqualTo("{\"a\":\"é\"}");
        assertThat(received.header("X-One")).isEqualTo("1");
        assertThat(received.header("Content-Length")).isEqualTo("10");
        assertThat(received.header("Transfer-Encoding")).isEmpty();
        assertThat(answer(exchange).status()).isEqualTo(200);
        assertThat(exchange.remoteAddress()).startsWith("127.0.0.1:");
    }

    @Test
    void timesConnectingOnlyOnANewConnection() {
        try (HttpSender sender = sender(PATIENT, "127.0.0.0/8")) {
            assertThat(send(sender, receiver.at("/new")).connect()).isNotNull();
            // A connection is back in the pool a moment after its answer is complete.
            await().atMost(PATIENT)
                    .until(() -> send(sender, receiver.at("/used")).connect() == null);
        }
    }

    @Test
    void keepsTheBeginningOfAnAnswer() {
        receiver.answers("/long", Answer.body(500, "x".repeat(100_000).getBytes(UTF_8)));

        assertThat(answer(send(receiver.at("/long"), PATIENT)).body()).isEqualTo("x".repeat(16 * 1024));
    }

    @Test
    void breaksOffAnAnswerThatGoesOnAndOn() {
        receiver.answers("/endless", Answer.body(200, new byte[2 * 1024 * 1024]));

        assertThat(failure(send(receiver.at("/endless"), PATIENT))).isInstanceOf(ResponseTooLargeException.class);
    }

    @Test
    void followsNoRedirect() {
        receiver.answers("/from", Answer.status(307, "Location", "/to"));

        assertThat(answer(send(receiver.at("/from"), PATIENT)).headers()).containsEntry("location", "/to");
        assertThat(receiver.received("/to")).isEmpty();
    }

    @Test
    void waitsNoLongerThanItsLimitForAnAnswer() {
        receiver.answers("/hanging", receiver.hanging());

        assertThat(failure(send(receiver.at("/hanging"), Duration.ofMillis(300))))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void waitsNoLongerThanItsLimitForAnAnswerThatDripsIn() {
        receiver.answers("/dripping", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write('x');
            out.flush();
            receiver.hanging().give(exchange);
        });

        assertThat(failure(send(receiver.at("/dripping"), Duration.ofMillis(500))))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void saysWhenNobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(failure(send(URI.create("http://127.0.0.1:" + port + "/"), PATIENT)))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void saysWhenTheAnswerIsNoHttp() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerNonsense(socket));

            Exchange exchange = send(URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/"), PATIENT);

            assertThat(exchange.result()).isInstanceOf(Failure.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/", "http://[::1]:1/", "http://localhost:1/", "http://169.254.169.254/"})
    void connectsToNoAddressThatIsNotAllowed(String url) {
        try (HttpSender sender = sender(PATIENT, "10.0.0.0/8")) {
            assertThat(failure(send(sender, URI.create(url)))).isInstanceOf(AddressNotAllowedException.class);
        }
    }

    /** Other spellings of 127.0.0.1; whoever resolves them, they do not get through. */
    @ParameterizedTest
    @ValueSource(strings = {"http://2130706433:1/", "http://0x7f.1:1/", "http://127.1:1/", "http://0177.0.0.1:1/"})
    void isNotFooledByOtherSpellings(String url) {
        try (HttpSender sender = sender(Duration.ofSeconds(2), "10.0.0.0/8")) {
            assertThat(send(sender, URI.create(url)).remoteAddress()).isNull();
        }
    }

    private static void answerNonsense(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().readNBytes(20);
            socket.getOutputStream().write("220 mail.example ESMTP\r\n\r\n".getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Exchange send(URI url, Duration timeout) {
        try (HttpSender sender = sender(timeout, "127.0.0.0/8")) {
            return send(sender, url);
        }
    }

    private static Exchange send(HttpSender sender, URI url) {
        ByteBuffer body = ByteBuffer.wrap("{\"a\":\"é\"}".getBytes(UTF_8));
        return sender.send(new SignedRequest(url, Map.of("X-One", "1"), body))
                .toFuture()
                .join();
    }

    private static HttpSender sender(Duration timeout, String allowed) {
        AddressGuard guard = new AddressGuard(
                NameResolverProvider.builder().build().newNameResolverGroup(loops, LoopResources.DEFAULT_NATIVE),
                List.of(allowed));
        return new HttpSender(guard, loops, new HttpSender.Limits(4, timeout, PATIENT), timer, Clock.systemUTC());
    }

    private static Exchange.Answer answer(Exchange exchange) {
        return (Exchange.Answer) exchange.result();
    }

    private static Throwable failure(Exchange exchange) {
        return ((Failure) exchange.result()).cause();
    }
}
