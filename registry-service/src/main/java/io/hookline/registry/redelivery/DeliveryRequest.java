package io.hookline.registry.redelivery;

import io.hookline.registry.delivery.RecordedDelivery;
import io.hookline.registry.eventlog.LoggedEvent;
import io.hookline.registry.subscription.SubscriptionId;
import io.hookline.schemas.body.DeliveryIds;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is to be made once more, or for the first time.
 *
 * @param body the bytes that are sent
 * @param attemptsBefore how many attempts have been made; the next one has the number after it
 * @param requestedAt when it was first asked for
 */
record DeliveryRequest(
        String deliveryId,
        SubscriptionId subscription,
        LoggedEvent event,
        ByteBuffer body,
        int attemptsBefore,
        Instant requestedAt) {

    /** @param recorded what is known of the delivery; null: nothing, so that it begins with this */
    static DeliveryRequest of(
            SubscriptionId subscription,
            LoggedEvent event,
            ByteBuffer body,
            @Nullable RecordedDelivery recorded,
            Instant now) {
        return new DeliveryRequest(
                DeliveryIds.of(event.id(), subscription.value()),
                subscription,
                event,
                body,
                recorded == null ? 0 : recorded.lastAttempt(),
                recorded == null ? now : recorded.requestedAt());
    }

    int attempt() {
        return attemptsBefore + 1;
    }
}
