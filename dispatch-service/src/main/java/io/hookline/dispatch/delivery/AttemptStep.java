package io.hookline.dispatch.delivery;

import reactor.core.publisher.Mono;

/** One policy of the {@link DeliveryPipeline}: decides itself, or leaves it to the next. */
@FunctionalInterface
interface AttemptStep {

    Mono<DeliveryOutcome> attempt(Attempt attempt);
}
