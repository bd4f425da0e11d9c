package io.hookline.dispatch.delivery;

import io.hookline.dispatch.DispatchProperties;
import io.hookline.dispatch.endpoint.Endpoints;
import io.hookline.dispatch.guard.UrlPolicy;
import io.hookline.dispatch.sending.Sender;
import io.hookline.dispatch.sending.SignedRequest;
import io.hookline.dispatch.subscription.SubscriptionLookup;
import java.time.Clock;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** What a delivery goes through on its way to its endpoint. */
@FunctionalInterface
interface DeliveryPipeline {

    /** Makes one attempt, or finds that there is none to make. Never an error, never empty. */
    Mono<DeliveryOutcome> deliver(Delivery delivery);

    /** All policies in their order; a delivery meets the last line first. */
    static DeliveryPipeline assemble(
            DispatchProperties settings,
            SubscriptionLookup subscriptions,
            Endpoints endpoints,
            Capacity capacity,
            Sender sender,
            DeliveryMetrics metrics,
            Clock clock) {
        OutcomePolicy outcomes = new OutcomePolicy(settings.retriedClientErrors());
        Function<SignedRequest, Mono<DeliveryOutcome>> sending =
                request -> sender.send(request).map(outcomes::decide);
        AttemptStep step = new Signing(sending, settings.version(), clock);
        step = new CircuitBreaking(step);
        step = new RateLimiting(step);
        step = new DestinationCheck(step, outcomes, new UrlPolicy(settings.allowHttp()), clock);
        step = new CapacityLimit(step, capacity);
        step = new EndpointLimit(step);
        DeliveryPipeline pipeline =
                new SubscriptionCheck(step, subscriptions, endpoints, settings.expireAfter(), clock);
        pipeline = new Metering(pipeline, metrics);
        return new Backstop(pipeline, clock);
    }
}
