package io.hookline.registry.redelivery;

import io.hookline.registry.http.PageRequest;
import io.hookline.registry.subscription.SubscriptionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * All redeliveries, and who works at which: an instance takes one for as long as its lease runs, and renews the lease
 * whenever it saves how far it is. When the lease has run out, another instance goes on from there.
 */
interface Redeliveries {
    /** False if the webhook has another one that has not ended. */
    Mono<Boolean> add(Redelivery redelivery);

    /** Empty if the webhook has no such redelivery. */
    Mono<Redelivery> find(SubscriptionId subscription, String id);

    /** One row more than the limit, newest first. */
    Mono<List<Redelivery>> list(SubscriptionId subscription, PageRequest page);

    /**
     * Changes the status if it is one that can be left for that; empty if it is not, or if there is no such
     * redelivery.
     */
    Mono<Redelivery> become(SubscriptionId subscription, String id, RedeliveryStatus status);

    /** Takes the running one that has waited longest; empty if there is none that nobody works at. */
    Mono<Redelivery> claim(String owner, Duration lease);

    /** Saves the progress and renews the lease; answers the status that it has by now. Empty if the lease was lost. */
    Mono<RedeliveryStatus> save(String owner, Redelivery redelivery, Duration lease);

    /** Leaves it to whoever claims it next, after the pause. Does nothing if the lease was lost. */
    Mono<Void> release(String owner, Redelivery redelivery, Duration pause);

    /** Ends or pauses it, if it still runs and the lease was not lost. */
    Mono<Void> stop(String owner, Redelivery redelivery, RedeliveryStatus status, @Nullable String reason);

    /** Removes those that ended before. */
    Mono<Long> forget(Instant before);
}
