package io.hookline.dispatch.fanout;

import io.hookline.dispatch.subscription.SubscriptionId;
import io.hookline.dispatch.subscription.SubscriptionLookup;
import io.hookline.dispatch.subscription.Subscriptions;
import java.util.List;
import reactor.core.publisher.Mono;

/** Finds who is to receive an event. */
final class Receivers {
    /** Test events go to the subscription they were asked for, and to nobody who happens to ask for everything. */
    private static final String TEST = "webhook.test";

    private final Subscriptions subscriptions;
    private final SubscriptionLookup lookup;

    Receivers(Subscriptions subscriptions, SubscriptionLookup lookup) {
        this.subscriptions = subscriptions;
        this.lookup = lookup;
    }

    /** Whether it is certain, without waiting, that nobody receives it. */
    boolean areNone(EventHeaders event) {
        return event.target() == null && matching(event).isEmpty();
    }

    /** Their ids; at once, unless the event is for one subscription that is not known yet. */
    Mono<List<SubscriptionId>> of(EventHeaders event) {
        SubscriptionId target = event.target();
        return target == null
                ? Mono.just(matching(event))
                : lookup.find(target)
                        .filter(subscription -> subscription.workspace().equals(event.workspace()))
                        .map(subscription -> List.of(subscription.id()))
                        .defaultIfEmpty(List.of());
    }

    private List<SubscriptionId> matching(EventHeaders event) {
        return event.type().equals(TEST) ? List.of() : subscriptions.matching(event.workspace(), event.type());
    }
}
