package io.hookline.dispatch.delivery;

import io.hookline.dispatch.subscription.SubscriptionId;
import io.hookline.dispatch.subscription.WorkspaceId;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event that is to be posted to one subscription.
 *
 * @param body the bytes of every attempt; nobody changes them, or where the buffer stands
 * @param traceparent the W3C trace context of what caused the event, if it has one
 * @param attempt the attempt to be made, from 1
 * @param requestedAt when it was fanned out
 * @param firstAttemptAt null before the first
 * @param notBefore the attempt is not due earlier; null: at once
 * @param lastOutcome how the last attempt ended; null before the first
 */
public record Delivery(
        DeliveryId id,
        SubscriptionId subscription,
        WorkspaceId workspace,
        EventId event,
        String eventType,
        ByteBuffer body,
        Source source,
        @Nullable String traceparent,
        int attempt,
        Instant requestedAt,
        @Nullable Instant firstAttemptAt,
        @Nullable Instant notBefore,
        @Nullable OutcomeSummary lastOutcome,
        Lane lane) {

    /** Where the event stands on the log. */
    public record Source(String topic, int partition, long offset) {}

    boolean isDueAt(Instant instant) {
        return notBefore == null || !instant.isBefore(notBefore);
    }

    /** The same attempt, later. */
    Delivery deferredUntil(Instant instant) {
        return after(attempt, firstAttemptAt, instant, lastOutcome);
    }

    /** The next attempt, after this one began at that time and ended like that. */
    Delivery nextAttempt(Instant startedAt, Instant due, OutcomeSummary outcome) {
        return after(attempt + 1, firstAttemptAt == null ? startedAt : firstAttemptAt, due, outcome);
    }

    /** No further attempt. */
    Delivery ended(OutcomeSummary outcome) {
        return after(attempt, firstAttemptAt, null, outcome);
    }

    private Delivery after(
            int nextAttempt, @Nullable Instant first, @Nullable Instant due, @Nullable OutcomeSummary outcome) {
        return new Delivery(
                id,
                subscription,
                workspace,
                event,
                eventType,
                body,
                source,
                traceparent,
                nextAttempt,
                requestedAt,
                first,
                due,
                outcome,
                Lane.LATER);
    }

    @Override
    public String toString() {
        return "Delivery[" + id + ", attempt " + attempt + "]";
    }
}
