package io.hookline.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.dispatch.delivery.DeliveryOutcome.Delivered;
import io.hookline.dispatch.delivery.DeliveryOutcome.Gone;
import io.hookline.dispatch.delivery.DeliveryOutcome.Rejected;
import io.hookline.dispatch.delivery.DeliveryOutcome.Retryable;
import io.hookline.dispatch.guard.AddressNotAllowedException;
import io.hookline.dispatch.sending.AuthenticationFailedException;
import io.hookline.dispatch.sending.Exchange;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class OutcomePolicyTest {
    private static final Instant STARTED = Instant.parse("2026-01-15T10:00:00Z");
    private static final Set<Integer> DEFAULT = Set.of(408, 425, 429);

    /** The whole table; a policy with the default list, and one with none. */
    @ParameterizedTest
    @CsvSource({
        // status, Retry-After, with the default list, with an empty list
        "200, , delivered, delivered",
        "201, , delivered, delivered",
        "204, , delivered, delivered",
        "299, , delivered, delivered",
        "301, , retryable, retryable",
        "302, , retryable, retryable",
        "304, , retryable, retryable",
        "400, , rejected, rejected",
        "401, , rejected, rejected",
        "403, , rejected, rejected",
        "404, , rejected, rejected",
        "404, 5, retryable, rejected",
        "408, , retryable, rejected",
        "409, , rejected, rejected",
        "410, , gone, gone",
        "410, 5, gone, gone",
        "413, 5, retryable, rejected",
        "422, , rejected, rejected",
        "425, , retryable, rejected",
        "429, , retryable, rejected",
        "429, 5, retryable, rejected",
        "499, , rejected, rejected",
        "500, , retryable, retryable",
        "501, , retryable, retryable",
        "503, 5, retryable, retryable",
        "599, , retryable, retryable",
        "999, , retryable, retryable",
    })
    void decidesByStatus(int status, @Nullable String retryAfter, String byDefault, String withEmptyList) {
        Exchange exchange = answered(status, retryAfter);

        assertThat(kind(new OutcomePolicy(DEFAULT).decide(exchange))).isEqualTo(byDefault);
        assertThat(kind(new OutcomePolicy(Set.of()).decide(exchange))).isEqualTo(withEmptyList);
    }

    @Test
    void decidesForEveryStatusThereIs() {
        OutcomePolicy policy = new OutcomePolicy(DEFAULT);

        IntStream.range(100, 1000).forEach(status -> {
            Class<?> expected = status / 100 == 2
                    ? Delivered.class
                    : status == 410
                            ? Gone.class
                            : status / 100 == 4 && !DEFAULT.contains(status) ? Rejected.class : Retryable.class;
            assertThat(policy.decide(answered(status, null)))
                    .as("status %d", status)
                    .isInstanceOf(expected);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            120                           | PT2M
            0                             | PT0S
            Thu, 15 Jan 2026 10:01:01 GMT | PT1M
            Thu, 15 Jan 2026 09:00:00 GMT | PT0S
            soon                          |
            -1                            |
            99999999999999999999          |
            """)
    void readsHowLongToWait(String retryAfter, @Nullable Duration wait) {
        DeliveryOutcome outcome = new OutcomePolicy(DEFAULT).decide(answered(503, retryAfter));

        assertThat(((Retryable) outcome).retryAfter()).isEqualTo(wait);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new TimeoutException(), Reason.TIMEOUT),
                Arguments.of(new ConnectException("refused"), Reason.CONNECT_FAILED),
                Arguments.of(new ConnectTimeoutException(), Reason.CONNECT_FAILED),
                Arguments.of(new NoRouteToHostException(), Reason.CONNECT_FAILED),
                Arguments.of(new UnknownHostException(), Reason.DNS_FAILED),
                Arguments.of(new SSLHandshakeException("bad certificate"), Reason.TLS_FAILED),
                Arguments.of(new IOException(new SSLHandshakeException("wrapped")), Reason.TLS_FAILED),
                Arguments.of(new AuthenticationFailedException("no token"), Reason.AUTHENTICATION_FAILED),
                Arguments.of(new UncheckedIOException(new SSLException("no certificate")), Reason.TLS_FAILED),
                Arguments.of(new TooLongHttpHeaderException(), Reason.RESPONSE_TOO_LARGE),
                Arguments.of(new IOException("Connection reset by peer"), Reason.BROKEN_RESPONSE),
                Arguments.of(new IllegalArgumentException("not HTTP"), Reason.BROKEN_RESPONSE));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void retriesWhatFailedOnTheWay(Throwable failure, Reason reason) {
        Exchange exchange = Exchange.notSent(STARTED, failure);

        assertThat(new OutcomePolicy(DEFAULT).decide(exchange)).isEqualTo(new Retryable(reason, exchange, null));
    }

    @Test
    void rejectsAddressesThatAreNotAllowed() {
        Exchange exchange = Exchange.notSent(STARTED, new IOException(new AddressNotAllowedException("private")));

        assertThat(new OutcomePolicy(DEFAULT).decide(exchange))
                .isEqualTo(new Rejected(Reason.ADDRESS_NOT_ALLOWED, exchange));
    }

    private static Exchange answered(int status, @Nullable String retryAfter) {
        Map<String, String> headers = retryAfter == null ? Map.of() : Map.of("retry-after", retryAfter);
        return new Exchange(STARTED, Duration.ofSeconds(1), null, null, null, new Exchange.Answer(status, headers, ""));
    }

    private static String kind(DeliveryOutcome outcome) {
        return OutcomeSummary.of(outcome).kind();
    }
}
