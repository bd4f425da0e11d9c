package io.hookline.dispatch.fanout;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.dispatch.subscription.EventFilter;
import io.hookline.dispatch.subscription.Subscription;
import io.hookline.dispatch.subscription.SubscriptionId;
import io.hookline.dispatch.subscription.SubscriptionLookup;
import io.hookline.dispatch.subscription.Subscriptions;
import io.hookline.schemas.filter.ContentFilter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finds who is to receive an event. */
final class Receivers {
    private final Subscriptions subscriptions;
    private final SubscriptionLookup lookup;
    private final FanOutMetrics metrics;

    Receivers(Subscriptions subscriptions, SubscriptionLookup lookup, FanOutMetrics metrics) {
        this.subscriptions = subscriptions;
        this.lookup = lookup;
        this.metrics = metrics;
    }

    /** Whether it is certain, without waiting, that nobody asked for it. */
    boolean areNone(EventHeaders event) {
        return event.target() == null && matching(event).isEmpty();
    }

    /**
     * They; at once, unless the event is for one subscription that is not known yet. Such an event was asked for by itself, so no
     * filter is asked.
     */
    Mono<List<Subscription>> of(EventHeaders event, ByteBuffer body) {
        SubscriptionId target = event.target();
        return target == null
                ? Mono.just(passing(matching(event), body))
                : lookup.find(target)
                        .filter(subscription -> subscription.workspace().equals(event.workspace()))
                        .map(List::of)
                        .defaultIfEmpty(List.of());
    }

    private List<Subscription> matching(EventHeaders event) {
        if (event.isTest()) {
            return List.of();
        }
        List<Subscription> matching = subscriptions.matching(event.workspace(), event.type());
        SubscriptionId reported = event.reported();
        return reported == null
                ? matching
                : matching.stream()
                        .filter(subscription -> !subscription.id().equals(reported))
                        .toList();
    }

    /** Those whose filters let the event through. It is parsed once, and only if there is a filter to be asked. */
    private List<Subscription> passing(List<Subscription> receivers, ByteBuffer body) {
        for (Subscription receiver : receivers) {
            if (receiver.filter() != null) {
                return passing(receivers, parse(body));
            }
        }
        return receivers;
    }

    private List<Subscription> passing(List<Subscription> receivers, @Nullable JsonNode event) {
        List<Subscription> passing = new ArrayList<>(receivers.size());
        for (Subscription receiver : receivers) {
            EventFilter filter = receiver.filter();
            if (filter == null || passes(event, filter)) {
                passing.add(receiver);
            }
        }
        return passing;
    }

    private boolean passes(@Nullable JsonNode event, EventFilter filter) {
        if (event == null || !filter.isReadable()) {
            metrics.withheld();
            return false;
        }
        return filter.passes(event);
    }

    /** Null if it is nested more deeply, or has longer numbers, than a filter may be asked about. */
    private static @Nullable JsonNode parse(ByteBuffer body) {
        try {
            return ContentFilter.event(body);
        } catch (UncheckedIOException e) {
            return null;
        }
    }
}
