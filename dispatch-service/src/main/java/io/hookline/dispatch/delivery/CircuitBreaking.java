package io.hookline.dispatch.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.hookline.dispatch.delivery.DeliveryOutcome.Attempted;
import io.hookline.dispatch.delivery.DeliveryOutcome.Cause;
import io.hookline.dispatch.delivery.DeliveryOutcome.Deferred;
import io.hookline.dispatch.delivery.DeliveryOutcome.Discarded;
import io.hookline.dispatch.delivery.DeliveryOutcome.Expired;
import io.hookline.dispatch.delivery.DeliveryOutcome.Retryable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/** Leaves an endpoint alone that keeps failing, but for a probe now and then. An endpoint that refuses is not failing. */
record CircuitBreaking(AttemptStep next) implements AttemptStep {

    @Override
    public Mono<DeliveryOutcome> attempt(Attempt attempt) {
        CircuitBreaker breaker = attempt.endpoint().breaker();
        if (!breaker.tryAcquirePermission()) {
            return Mono.just(new Deferred(Cause.CIRCUIT_OPEN, Duration.ZERO));
        }
        return next.attempt(attempt)
                .doOnNext(outcome -> report(outcome, breaker))
                .doOnError(_ -> breaker.releasePermission());
    }

    private static void report(DeliveryOutcome outcome, CircuitBreaker breaker) {
        switch (outcome) {
            case Retryable failed -> ended(failed, false, breaker);
            case Attempted answered -> ended(answered, true, breaker);
            case Expired _, Discarded _, Deferred _ -> breaker.releasePermission();
        }
    }

    private static void ended(Attempted attempt, boolean healthy, CircuitBreaker breaker) {
        breaker.onResult(attempt.exchange().duration().toNanos(), TimeUnit.NANOSECONDS, healthy);
    }
}
