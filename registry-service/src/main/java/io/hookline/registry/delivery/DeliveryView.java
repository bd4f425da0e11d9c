package io.hookline.registry.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A delivery and its attempts, oldest first, as the owner of the webhook sees them. */
record DeliveryView(
        String deliveryId,
        String eventId,
        String event,
        String status,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant nextAttemptAt,
        List<AttemptView> attempts) {

    record AttemptView(
            int attempt,
            Instant startedAt,
            long durationMs,
            @Nullable Long connectMs,
            @Nullable Long firstByteMs,
            String outcome,
            @Nullable Integer statusCode,
            @Nullable String reason,
            @Nullable String message,
            @Nullable String remoteAddress,
            Map<String, String> responseHeaders,
            @Nullable String responseBody,
            @Nullable Instant nextAttemptAt) {}

    DeliveryView with(List<AttemptView> made) {
        return new DeliveryView(deliveryId, eventId, event, status, createdAt, updatedAt, nextAttemptAt, made);
    }
}
