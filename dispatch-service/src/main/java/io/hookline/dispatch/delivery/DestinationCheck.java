package io.hookline.dispatch.delivery;

import io.hookline.dispatch.guard.AddressNotAllowedException;
import io.hookline.dispatch.guard.UrlPolicy;
import io.hookline.dispatch.sending.Exchange;
import java.time.Clock;
import reactor.core.publisher.Mono;

/** Rejects URLs that must not be posted to whatever their host resolves to; where it may lead is checked on connecting. */
record DestinationCheck(AttemptStep next, OutcomePolicy outcomes, UrlPolicy urls, Clock clock) implements AttemptStep {

    @Override
    public Mono<DeliveryOutcome> attempt(Attempt attempt) {
        return urls.allows(attempt.subscription().url())
                ? next.attempt(attempt)
                : Mono.just(outcomes.decide(Exchange.notSent(
                        clock.instant(), new AddressNotAllowedException("Not an HTTPS URL of a host"))));
    }
}
