package io.hookline.dispatch.delivery;

import io.hookline.dispatch.guard.AddressNotAllowedException;
import io.hookline.dispatch.sending.Exchange;
import java.net.URI;
import java.time.Clock;
import reactor.core.publisher.Mono;

/** Rejects URLs that must not be posted to whatever their host resolves to; where it may lead is checked on connecting. */
record DestinationCheck(AttemptStep next, OutcomePolicy outcomes, boolean allowHttp, Clock clock)
        implements AttemptStep {

    @Override
    public Mono<DeliveryOutcome> attempt(Attempt attempt) {
        URI url = attempt.subscription().url();
        return isAllowed(url)
                ? next.attempt(attempt)
                : Mono.just(outcomes.decide(Exchange.notSent(
                        clock.instant(), new AddressNotAllowedException("Not an HTTPS URL of a host"))));
    }

    private boolean isAllowed(URI url) {
        boolean scheme =
                "https".equalsIgnoreCase(url.getScheme()) || (allowHttp && "http".equalsIgnoreCase(url.getScheme()));
        return scheme && url.getHost() != null && url.getUserInfo() == null;
    }
}
