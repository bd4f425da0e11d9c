package io.hookline.dispatch.delivery;

import io.hookline.dispatch.delivery.DeliveryOutcome.Retryable;
import io.hookline.dispatch.sending.Exchange;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Turns whatever was not foreseen into a retry, so that a bug costs a delivery time and never stops its partition. */
record Backstop(DeliveryPipeline next, Clock clock) implements DeliveryPipeline {
    private static final Logger log = LoggerFactory.getLogger(Backstop.class);

    @Override
    public Mono<DeliveryOutcome> deliver(Delivery delivery) {
        return Mono.defer(() -> next.deliver(delivery))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("The pipeline ended without an outcome")))
                .onErrorResume(error -> Mono.just(outcome(delivery, error)));
    }

    private DeliveryOutcome outcome(Delivery delivery, Throwable error) {
        log.atError()
                .addKeyValue("subscriptionId", delivery.subscription())
                .addKeyValue("eventId", delivery.event())
                .addKeyValue("attempt", delivery.attempt())
                .setCause(error)
                .log("An attempt ended in a way that should not exist");
        return new Retryable(Reason.INTERNAL_ERROR, Exchange.notSent(clock.instant(), error), null);
    }
}
