package io.hookline.dispatch.delivery;

import reactor.core.publisher.Mono;

/**
 * Waits until there is capacity for a request. Comes after the endpoint's own limit, or else those who wait for one slow
 * endpoint would hold the capacity of all.
 */
record CapacityLimit(AttemptStep next, Capacity capacity) implements AttemptStep {

    @Override
    public Mono<DeliveryOutcome> attempt(Attempt attempt) {
        return capacity.during(attempt.delivery().lane(), () -> next.attempt(attempt));
    }
}
