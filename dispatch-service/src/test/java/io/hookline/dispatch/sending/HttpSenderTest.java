package io.hookline.dispatch.sending;

import static io.hookline.dispatch.sending.Senders.answer;
import static io.hookline.dispatch.sending.Senders.failure;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.dispatch.Receiver;
import io.hookline.dispatch.Receiver.Answer;
import io.hookline.dispatch.guard.AddressNotAllowedException;
import io.hookline.dispatch.sending.Exchange.Failure;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real client against a real server. */
final class HttpSenderTest {
    private static final Duration PATIENT = Senders.PATIENT;
    private static final String FILLER = "x".repeat(1_000);

    private static Receiver receiver;
    private static Senders senders;

    @BeforeAll
    static void start() {
        receiver = Receiver.start();
        senders = new Senders();
    }

    @AfterAll
    static void stop() {
        receiver.close();
        senders.close();
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
        try (HttpSender sender = senders.patient()) {
            assertThat(Senders.send(sender, receiver.at("/new")).connect()).isNotNull();
            // A connection is back in the pool a moment after its answer is complete.
            await().atMost(PATIENT)
                    .until(() -> Senders.send(sender, receiver.at("/used")).connect() == null);
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

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        try (Receiver elsewhere = Receiver.start()) {
            String location = elsewhere.at("/to").toString();
            receiver.answers("/from/" + status, Answer.status(status, "Location", location));

            Exchange.Answer answer = answer(send(receiver.at("/from/" + status), PATIENT));

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers()).containsEntry("location", location);
            assertThat(elsewhere.received("/to")).isEmpty();
        }
    }

    @Test
    void waitsNoLongerThanItsLimitForAnAnswer() {
        receiver.answers("/hanging", receiver.hanging());

        assertThat(failure(send(receiver.at("/hanging"), Duration.ofMillis(300))))
                .isInstanceOf(TimeoutException.class);
    }

    static Stream<Arguments> drips() {
        return Stream.of(
                Arguments.of("a head", (RawServer.Behaviour) out -> out.drip(ascii("HTTP/1.1 200 OK\r\n" + FILLER))),
                Arguments.of("a body", (RawServer.Behaviour) out -> {
                    out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"));
                    out.drip(ascii(FILLER));
                }),
                Arguments.of("a body in chunks", (RawServer.Behaviour) out -> {
                    out.write(ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
                    out.drip(ascii("1\r\nx\r\n".repeat(1_000)));
                }),
                Arguments.of("answers that are none", (RawServer.Behaviour)
                        out -> out.drip(ascii("HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000)))));
    }

    /** However steadily something comes: it is the whole that must not take longer. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("drips")
    void waitsNoLongerThanItsLimitForWhatDripsIn(String what, RawServer.Behaviour behaviour) {
        try (RawServer server = RawServer.start(behaviour)) {
            Exchange exchange = send(server.url(), Duration.ofSeconds(1));

            assertThat(failure(exchange)).isInstanceOf(TimeoutException.class);
            assertThat(server.written()).as("bytes that came in time").isPositive();
        }
    }

    @Test
    void breaksOffAHeadThatGoesOnAndOn() {
        RawServer.Behaviour endless = out -> {
            out.write(ascii("HTTP/1.1 200 OK\r\n"));
            for (int i = 0; i < 10_000_000; i++) {
                out.write(ascii("X-" + i + ": " + "x".repeat(100) + "\r\n"));
            }
        };
        try (RawServer server = RawServer.start(endless)) {
            assertThat(failure(send(server.url(), PATIENT))).isInstanceOf(TooLongFrameException.class);
        }
    }

    @Test
    void breaksOffAGigabyte() {
        byte[] megabyte = new byte[1024 * 1024];
        RawServer.Behaviour gigabyte = out -> {
            out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n"));
            for (int i = 0; i < 1024; i++) {
                out.write(megabyte);
            }
        };
        try (RawServer server = RawServer.start(gigabyte)) {
            Exchange exchange = send(server.url(), PATIENT);

            assertThat(failure(exchange)).isInstanceOf(ResponseTooLargeException.class);
            assertThat(server.written()).as("bytes that were taken").isLessThan(64L * megabyte.length);
        }
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno number\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 20\r\n\r\n",
                "HTTP/1.1 two hundred\r\n\r\n",
                "220 mail.example ESMTP\r\n\r\n",
                "\0\1\2\3",
            })
    void takesNothingForAnAnswerThatIsNone(String answer) {
        try (RawServer server = RawServer.start(out -> out.write(answer.getBytes(ISO_8859_1)))) {
            Exchange exchange = send(server.url(), PATIENT);

            assertThat(exchange.result()).isInstanceOf(Failure.class);
            assertThat(server.connections()).as("times it was sent").isEqualTo(1);
        }
    }

    @Test
    void keepsAFewHeadersAndTheBeginningOfEach() {
        StringBuilder head = new StringBuilder("HTTP/1.1 500 Broken\r\nContent-Length: 0\r\nA: " + "a".repeat(2_000));
        for (int i = 0; i < 100; i++) {
            head.append("\r\nX-").append(i).append(": ").append(i);
        }
        try (RawServer server = RawServer.start(out -> out.write(ascii(head + "\r\n\r\n")))) {
            Map<String, String> headers = answer(send(server.url(), PATIENT)).headers();

            assertThat(headers).hasSize(50).containsEntry("a", "a".repeat(1024));
        }
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

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/", "http://[::1]:1/", "http://localhost:1/", "http://169.254.169.254/"})
    void connectsToNoAddressThatIsNotAllowed(String url) {
        try (HttpSender sender = senders.sender(PATIENT, List.of("10.0.0.0/8"), null, null)) {
            assertThat(failure(Senders.send(sender, URI.create(url)))).isInstanceOf(AddressNotAllowedException.class);
        }
    }

    /** Other spellings of 127.0.0.1; whoever resolves them, they do not get through. */
    @ParameterizedTest
    @ValueSource(strings = {"http://2130706433:1/", "http://0x7f.1:1/", "http://127.1:1/", "http://0177.0.0.1:1/"})
    void isNotFooledByOtherSpellings(String url) {
        try (HttpSender sender = senders.sender(Duration.ofSeconds(2), List.of("10.0.0.0/8"), null, null)) {
            assertThat(Senders.send(sender, URI.create(url)).remoteAddress()).isNull();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static Exchange send(URI url, Duration timeout) {
        try (HttpSender sender = senders.within(timeout)) {
            return Senders.send(sender, url);
        }
    }
}
