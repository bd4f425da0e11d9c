package io.hookline.dispatch.subscription;

import reactor.core.publisher.Mono;

/**
 * Another instance, or registry-service, may know a subscription a moment before this one does; so none is taken for deleted or
 * inactive before everything has been read that Kafka holds now.
 */
record CaughtUpLookup(Subscriptions subscriptions, SubscriptionReader reader) implements SubscriptionLookup {

    @Override
    public Mono<Subscription> find(SubscriptionId id) {
        return subscriptions
                .find(id)
                .filter(Subscription::active)
                .map(Mono::just)
                .orElseGet(() -> Mono.fromFuture(reader::caughtUp)
                        .then(Mono.defer(() -> Mono.justOrEmpty(subscriptions.find(id)))));
    }
}
