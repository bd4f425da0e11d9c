package io.hookline.dispatch.delivery;

import io.hookline.dispatch.delivery.DeliveryOutcome.Discarded;
import io.hookline.dispatch.delivery.DeliveryOutcome.Expired;
import io.hookline.dispatch.endpoint.Endpoints;
import io.hookline.dispatch.subscription.Subscription;
import io.hookline.dispatch.subscription.SubscriptionLookup;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Ends deliveries that nobody waits for any more, and looks up where the others go. */
record SubscriptionCheck(
        AttemptStep next, SubscriptionLookup subscriptions, Endpoints endpoints, Duration expireAfter, Clock clock)
        implements DeliveryPipeline {

    @Override
    public Mono<DeliveryOutcome> deliver(Delivery delivery) {
        return subscriptions
                .find(delivery.subscription())
                .flatMap(subscription -> deliver(delivery, subscription))
                .defaultIfEmpty(new Discarded(Reason.SUBSCRIPTION_DELETED));
    }

    private Mono<DeliveryOutcome> deliver(Delivery delivery, Subscription subscription) {
        if (!subscription.active()) {
            return Mono.just(new Discarded(Reason.SUBSCRIPTION_INACTIVE));
        }
        if (delivery.ageAt(clock.instant()).compareTo(expireAfter) > 0) {
            return Mono.just(new Expired());
        }
        return next.attempt(new Attempt(delivery, subscription, endpoints.of(subscription)));
    }
}
