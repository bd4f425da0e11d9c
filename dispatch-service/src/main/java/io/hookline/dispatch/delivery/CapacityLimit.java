package io.hookline.dispatch.delivery;

import io.hookline.dispatch.delivery.DeliveryOutcome.Cause;
import io.hookline.dispatch.delivery.DeliveryOutcome.Deferred;
import reactor.core.publisher.Mono;

/**
 * Waits until there is capacity for a request, unless too many wait already. Comes after the endpoint's own limit, or else those
 * who wait for one slow endpoint would hold the capacity of all.
 */
record CapacityLimit(AttemptStep next, Capacity capacity) implements AttemptStep {

    @Override
    public Mono<DeliveryOutcome> attempt(Attempt attempt) {
        return capacity.during(attempt.delivery().lane(), () -> next.attempt(attempt))
                .switchIfEmpty(Mono.fromSupplier(() -> Deferred.from(attempt.endpoint(), Cause.CAPACITY)));
    }
}
