package io.hookline.registry.delivery;

import io.hookline.registry.eventlog.Place;
import io.hookline.registry.http.PageRequest;
import io.hookline.registry.subscription.SubscriptionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The deliveries of webhooks, to be looked at. */
interface Deliveries {
    /**
     * Which deliveries are asked for; null: whatever it is.
     *
     * @param status only those in this status
     * @param event only those of this event type
     * @param since only those that were requested then or later
     * @param until only those that were requested before
     */
    record Filter(
            @Nullable String status,
            @Nullable String event,
            @Nullable Instant since,
            @Nullable Instant until) {}

    /**
     * A delivery.
     *
     * @param source where its event stands on the log
     */
    record Found(DeliveryView delivery, Place source) {}

    /** One row more than the limit, newest first. */
    Mono<List<DeliveryView>> list(SubscriptionId subscription, Filter filter, PageRequest page);

    /** Empty if the webhook has no such delivery. */
    Mono<Found> find(SubscriptionId subscription, String deliveryId);
}
