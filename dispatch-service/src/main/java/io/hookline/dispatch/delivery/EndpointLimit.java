package io.hookline.dispatch.delivery;

import io.hookline.dispatch.delivery.DeliveryOutcome.Cause;
import io.hookline.dispatch.delivery.DeliveryOutcome.Deferred;
import reactor.core.publisher.Mono;

/** Keeps a slow endpoint from filling the capacity of all: only so many requests are out to it, and few others wait. */
record EndpointLimit(AttemptStep next) implements AttemptStep {

    @Override
    public Mono<DeliveryOutcome> attempt(Attempt attempt) {
        return attempt.endpoint()
                .permits()
                .during(() -> next.attempt(attempt))
                .switchIfEmpty(Mono.fromSupplier(() -> Deferred.from(attempt.endpoint(), Cause.ENDPOINT_BUSY)));
    }
}
