package io.hookline.dispatch.delivery;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.hookline.dispatch.delivery.DeliveryOutcome.Cause;
import io.hookline.dispatch.delivery.DeliveryOutcome.Deferred;
import reactor.core.publisher.Mono;

/** Keeps to the rate that a subscription asked for, if it did. */
record RateLimiting(AttemptStep next) implements AttemptStep {

    @Override
    public Mono<DeliveryOutcome> attempt(Attempt attempt) {
        RateLimiter limiter = attempt.endpoint().rateLimiter();
        return limiter == null || limiter.acquirePermission()
                ? next.attempt(attempt)
                : Mono.just(Deferred.from(attempt.endpoint(), Cause.RATE_LIMIT));
    }
}
