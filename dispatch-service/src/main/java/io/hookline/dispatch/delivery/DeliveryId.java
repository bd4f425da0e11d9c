package io.hookline.dispatch.delivery;

import io.hookline.dispatch.subscription.SubscriptionId;
import io.hookline.schemas.body.DeliveryIds;

/** Names a delivery. */
public record DeliveryId(String value) {

    /** The id of an event's delivery to a subscription, always the same. */
    public static DeliveryId of(EventId event, SubscriptionId subscription) {
        return new DeliveryId(DeliveryIds.of(event.value(), subscription.value()));
    }

    @Override
    public String toString() {
        return value;
    }
}
