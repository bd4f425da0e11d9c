package io.hookline.dispatch.delivery;

import io.hookline.dispatch.subscription.SubscriptionId;
import io.hookline.dispatch.subscription.WorkspaceId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event that is to be posted to one subscription.
 *
 * @param body the bytes of every attempt; nobody changes them, or where the buffer stands
 * @param entity what the event is about: the key of its record; null if it had none
 * @param traceparent the W3C trace context of what caused the event, if it has one
 * @param attempt the attempt to be made, from 1; rises over redeliveries too
 * @param attemptsBefore how many had been made when it was last asked for; above 0 on redeliveries
 * @param requestedAt when it was fanned out
 * @param askedAt when it was asked for again; null if it was not
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
        @Nullable String entity,
        @Nullable String traceparent,
        int attempt,
        int attemptsBefore,
        Instant requestedAt,
        @Nullable Instant askedAt,
        @Nullable Instant firstAttemptAt,
        @Nullable Instant notBefore,
        @Nullable OutcomeSummary lastOutcome,
        Lane lane) {

    /** Where the event stands on the log. */
    public record Source(String topic, int partition, long offset) {}

    boolean isDueAt(Instant instant) {
        return notBefore == null || !instant.isBefore(notBefore);
    }

    /** Which attempt it is since the delivery was last asked for, from 1: where it stands in the schedule of retries. */
    int attemptSinceAsked() {
        return attempt - attemptsBefore;
    }

    /** How long it has been waited for: a redelivery is not as old as its event. */
    Duration ageAt(Instant instant) {
        return Duration.between(askedAt == null ? requestedAt : askedAt, instant);
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
                entity,
                traceparent,
                nextAttempt,
                attemptsBefore,
                requestedAt,
                askedAt,
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
