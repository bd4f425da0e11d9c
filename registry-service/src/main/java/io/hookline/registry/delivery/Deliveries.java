package io.hookline.registry.delivery;

import io.hookline.registry.http.PageRequest;
import io.hookline.registry.subscription.SubscriptionId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The deliveries of webhooks, to be looked at. */
interface Deliveries {
    /**
     * One row more than the limit, newest first.
     *
     * @param status only those in this status; null: all
     * @param event only those of this event type; null: all
     */
    Mono<List<DeliveryView>> list(
            SubscriptionId subscription, @Nullable String status, @Nullable String event, PageRequest page);
}
