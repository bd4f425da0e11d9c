package io.hookline.dispatch.subscription;

import reactor.core.publisher.Mono;

/** Finds subscriptions for which something is under way. */
@FunctionalInterface
public interface SubscriptionLookup {

    /** The subscription as of now or later; empty if there is none. */
    Mono<Subscription> find(SubscriptionId id);
}
