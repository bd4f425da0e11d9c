package io.hookline.dispatch.subscription;

import reactor.core.publisher.Mono;

/**
 * Finds subscriptions for which something is under way. Another instance, or registry-service, may know a subscription a
 * moment before this one does; so none is taken for deleted or inactive before everything that Kafka holds now has been read.
 */
public final class SubscriptionLookup {
    private final Subscriptions subscriptions;
    private final SubscriptionReader reader;

    SubscriptionLookup(Subscriptions subscriptions, SubscriptionReader reader) {
        this.subscriptions = subscriptions;
        this.reader = reader;
    }

    /** The subscription as of now or later; empty if there is none. */
    public Mono<Subscription> find(SubscriptionId id) {
        return subscriptions
                .find(id)
                .filter(Subscription::active)
                .map(Mono::just)
                .orElseGet(() -> Mono.fromFuture(reader.caughtUp())
                        .then(Mono.defer(() -> Mono.justOrEmpty(subscriptions.find(id)))));
    }
}
