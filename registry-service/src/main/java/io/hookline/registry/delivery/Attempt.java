package io.hookline.registry.delivery;

import io.hookline.registry.subscription.SubscriptionId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a delivery, as dispatch-service reported it. All text can be stored as it is.
 *
 * @param number from 1
 * @param requestedAt when the delivery was fanned out
 * @param deliveryStatus what the delivery is after it: delivered, retrying, failed, rejected or discarded
 * @param nextAttemptAt when the next attempt is due; null: there is none
 */
record Attempt(
        String deliveryId,
        int number,
        SubscriptionId subscription,
        Event event,
        Instant requestedAt,
        Instant startedAt,
        Timing timing,
        Outcome outcome,
        String deliveryStatus,
        @Nullable Instant nextAttemptAt,
        Answer answer) {

    /** The event that is delivered, and where it stands on the log. */
    record Event(String id, String type, String topic, int partition, long offset) {}

    /** In milliseconds; null where it did not come to that. */
    record Timing(
            long duration, @Nullable Long connect, @Nullable Long firstByte) {}

    /** How it ended; {@code kind} and {@code reason} are words from a fixed list, {@code message} is for people. */
    record Outcome(
            String kind,
            @Nullable Integer statusCode,
            @Nullable String reason,
            @Nullable String message) {}

    /** What the endpoint sent back, bounded. */
    record Answer(
            @Nullable String remoteAddress,
            Map<String, String> headers,
            @Nullable String body) {
        Answer {
            headers = Map.copyOf(headers);
        }
    }

    /** What makes it this attempt and no other. */
    record Key(String deliveryId, int number, Instant startedAt) {}

    Key key() {
        return new Key(deliveryId, number, startedAt);
    }
}
