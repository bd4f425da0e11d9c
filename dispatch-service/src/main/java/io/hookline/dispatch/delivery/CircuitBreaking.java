package io.hookline.dispatch.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.hookline.dispatch.delivery.DeliveryOutcome.Cause;
import io.hookline.dispatch.delivery.DeliveryOutcome.Deferred;
import io.hookline.dispatch.delivery.DeliveryOutcome.Delivered;
import io.hookline.dispatch.delivery.DeliveryOutcome.Discarded;
import io.hookline.dispatch.delivery.DeliveryOutcome.Expired;
import io.hookline.dispatch.delivery.DeliveryOutcome.Gone;
import io.hookline.dispatch.delivery.DeliveryOutcome.Rejected;
import io.hookline.dispatch.delivery.DeliveryOutcome.Retryable;
import io.hookline.dispatch.sending.Exchange;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/** Leaves an endpoint alone that keeps failing, but for a probe now and then. An endpoint that refuses is not failing. */
record CircuitBreaking(AttemptStep next) implements AttemptStep {

    @Override
    public Mono<DeliveryOutcome> attempt(Attempt attempt) {
        CircuitBreaker breaker = attempt.endpoint().breaker();
        if (!breaker.tryAcquirePermission()) {
            return Mono.just(new Deferred(Cause.CIRCUIT_OPEN));
        }
        return next.attempt(attempt)
                .doOnNext(outcome -> report(outcome, breaker))
                .doOnError(_ -> breaker.releasePermission());
    }

    private static void report(DeliveryOutcome outcome, CircuitBreaker breaker) {
        switch (outcome) {
            case Delivered(Exchange exchange) -> ended(exchange, true, breaker);
            case Rejected(_, Exchange exchange) -> ended(exchange, true, breaker);
            case Gone(Exchange exchange) -> ended(exchange, true, breaker);
            case Retryable(_, Exchange exchange, _) -> ended(exchange, false, breaker);
            case Expired _, Discarded _, Deferred _ -> breaker.releasePermission();
        }
    }

    private static void ended(Exchange exchange, boolean healthy, CircuitBreaker breaker) {
        breaker.onResult(exchange.duration().toNanos(), TimeUnit.NANOSECONDS, healthy);
    }
}
