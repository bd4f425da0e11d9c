package io.hookline.dispatch.delivery;

import io.hookline.dispatch.delivery.DeliveryOutcome.Delivered;
import io.hookline.dispatch.delivery.DeliveryOutcome.Gone;
import io.hookline.dispatch.delivery.DeliveryOutcome.Rejected;
import io.hookline.dispatch.delivery.DeliveryOutcome.Retryable;
import io.hookline.dispatch.guard.AddressNotAllowedException;
import io.hookline.dispatch.sending.AuthenticationFailedException;
import io.hookline.dispatch.sending.Exchange;
import io.hookline.dispatch.sending.ResponseTooLargeException;
import io.netty.handler.codec.TooLongFrameException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Decides what an exchange means for its delivery. The only place where a status or an exception becomes a decision. */
final class OutcomePolicy {
    private static final int GONE = 410;

    private final Set<Integer> retriedClientErrors;

    /**
     * A policy.
     *
     * @param retriedClientErrors the 4xx answers that are retried, and with them any that carries {@code Retry-After}; if
     *     empty, every 4xx is final
     */
    OutcomePolicy(Set<Integer> retriedClientErrors) {
        this.retriedClientErrors = Set.copyOf(retriedClientErrors);
    }

    DeliveryOutcome decide(Exchange exchange) {
        return switch (exchange.result()) {
            case Exchange.Answer answer -> ofAnswer(answer, exchange);
            case Exchange.Failure(Throwable cause) -> ofFailure(cause, exchange);
        };
    }

    private DeliveryOutcome ofAnswer(Exchange.Answer answer, Exchange exchange) {
        int status = answer.status();
        Duration retryAfter = RetryAfter.parse(answer.headers().get(RetryAfter.HEADER), exchange.endedAt());
        if (status >= 200 && status < 300) {
            return new Delivered(exchange);
        }
        if (status == GONE) {
            return new Gone(exchange);
        }
        if (status >= 400 && status < 500 && !isRetried(status, retryAfter != null)) {
            return new Rejected(Reason.HTTP_STATUS, exchange);
        }
        return new Retryable(Reason.HTTP_STATUS, exchange, retryAfter);
    }

    private boolean isRetried(int clientError, boolean asksToComeBack) {
        return retriedClientErrors.contains(clientError) || (asksToComeBack && !retriedClientErrors.isEmpty());
    }

    private static DeliveryOutcome ofFailure(Throwable failure, Exchange exchange) {
        Reason reason = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(OutcomePolicy::reason)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(Reason.BROKEN_RESPONSE);
        return reason == Reason.ADDRESS_NOT_ALLOWED
                ? new Rejected(reason, exchange)
                : new Retryable(reason, exchange, null);
    }

    private static Optional<Reason> reason(Throwable cause) {
        return switch (cause) {
            case AuthenticationFailedException _ -> Optional.of(Reason.AUTHENTICATION_FAILED);
            case AddressNotAllowedException _ -> Optional.of(Reason.ADDRESS_NOT_ALLOWED);
            case TimeoutException _ -> Optional.of(Reason.TIMEOUT);
            case UnknownHostException _ -> Optional.of(Reason.DNS_FAILED);
            case SSLException _ -> Optional.of(Reason.TLS_FAILED);
            case ConnectException _, NoRouteToHostException _ -> Optional.of(Reason.CONNECT_FAILED);
            case ResponseTooLargeException _, TooLongFrameException _ -> Optional.of(Reason.RESPONSE_TOO_LARGE);
            default -> Optional.empty();
        };
    }
}
