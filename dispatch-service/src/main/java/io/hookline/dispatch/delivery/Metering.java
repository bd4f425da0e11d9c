package io.hookline.dispatch.delivery;

import io.hookline.dispatch.delivery.DeliveryOutcome.Attempted;
import io.hookline.dispatch.delivery.DeliveryOutcome.Deferred;
import io.hookline.dispatch.delivery.DeliveryOutcome.Discarded;
import io.hookline.dispatch.delivery.DeliveryOutcome.Expired;
import java.util.Locale;
import reactor.core.publisher.Mono;

/** Counts outcomes, and how long the attempts took. */
record Metering(DeliveryPipeline next, DeliveryMetrics metrics) implements DeliveryPipeline {

    @Override
    public Mono<DeliveryOutcome> deliver(Delivery delivery) {
        return next.deliver(delivery).doOnNext(this::count);
    }

    private void count(DeliveryOutcome outcome) {
        String kind = OutcomeSummary.of(outcome).kind();
        switch (outcome) {
            case Attempted attempted ->
                metrics.attempted(kind, attempted.exchange().duration());
            case Expired _, Discarded _ -> metrics.ended(kind);
            case Deferred deferred -> metrics.deferred(deferred.cause().name().toLowerCase(Locale.ROOT));
        }
    }
}
