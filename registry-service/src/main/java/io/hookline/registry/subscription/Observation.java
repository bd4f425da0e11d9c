package io.hookline.registry.subscription;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt showed about an endpoint.
 *
 * @param signal {@code DELIVERED}, {@code FAILED}, {@code EXHAUSTED} or {@code GONE}
 * @param at when the attempt began
 * @param error how it failed, in words; null if it did not
 */
public record Observation(
        SubscriptionId subscription,
        Signal signal,
        Instant at,
        @Nullable String error,
        Delivery delivery) {

    /**
     * What was to be delivered.
     *
     * @param attempts how many were made, with this one
     */
    public record Delivery(String id, String eventId, String eventType, int attempts) {}
}
