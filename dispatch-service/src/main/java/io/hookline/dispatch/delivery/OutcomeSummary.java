package io.hookline.dispatch.delivery;

import io.hookline.dispatch.delivery.DeliveryOutcome.Deferred;
import io.hookline.dispatch.delivery.DeliveryOutcome.Delivered;
import io.hookline.dispatch.delivery.DeliveryOutcome.Discarded;
import io.hookline.dispatch.delivery.DeliveryOutcome.Expired;
import io.hookline.dispatch.delivery.DeliveryOutcome.Gone;
import io.hookline.dispatch.delivery.DeliveryOutcome.Rejected;
import io.hookline.dispatch.delivery.DeliveryOutcome.Retryable;
import io.hookline.dispatch.sending.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * An outcome in few words, as it travels with the delivery and is shown to the customer.
 *
 * @param kind which {@link DeliveryOutcome} it was, in lower case
 * @param statusCode null without an answer
 * @param reason null when delivered
 * @param message a sentence for people; null when delivered
 */
public record OutcomeSummary(
        String kind,
        @Nullable Integer statusCode,
        @Nullable String reason,
        @Nullable String message) {

    static OutcomeSummary of(DeliveryOutcome outcome) {
        return switch (outcome) {
            case Delivered(Exchange exchange) -> new OutcomeSummary("delivered", status(exchange), null, null);
            case Retryable failed -> summary("retryable", status(failed.exchange()), failed.reason());
            case Rejected(Reason reason, Exchange exchange) -> summary("rejected", status(exchange), reason);
            case Gone(Exchange exchange) -> summary("gone", status(exchange), Reason.HTTP_STATUS);
            case Expired() -> summary("expired", null, Reason.EXPIRED);
            case Discarded(Reason reason) -> summary("discarded", null, reason);
            case Deferred _ -> new OutcomeSummary("deferred", null, null, null);
        };
    }

    private static OutcomeSummary summary(String kind, @Nullable Integer status, Reason reason) {
        return new OutcomeSummary(kind, status, reason.word(), reason.sentence());
    }

    private static @Nullable Integer status(Exchange exchange) {
        return exchange.result() instanceof Exchange.Answer answer ? answer.status() : null;
    }
}
