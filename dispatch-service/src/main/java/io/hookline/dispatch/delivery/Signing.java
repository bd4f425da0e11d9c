package io.hookline.dispatch.delivery;

import io.hookline.dispatch.delivery.DeliveryOutcome.Discarded;
import io.hookline.dispatch.sending.SignedRequest;
import io.hookline.dispatch.signing.Signatures;
import io.hookline.dispatch.subscription.Credentials;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Makes the signed request of an attempt. What cannot be signed is not sent. */
record Signing(Function<SignedRequest, Mono<DeliveryOutcome>> next, String version, Clock clock)
        implements AttemptStep {

    @Override
    public Mono<DeliveryOutcome> attempt(Attempt attempt) {
        Credentials credentials = attempt.subscription().credentials();
        if (credentials == null) {
            return Mono.just(new Discarded(Reason.SECRET_UNAVAILABLE));
        }
        Delivery delivery = attempt.delivery();
        Instant now = clock.instant();
        return Signatures.of(delivery.event().value(), delivery.body(), credentials.secrets(), credentials.keys(), now)
                .map(signatures -> new SignedRequest(
                        attempt.subscription().url(),
                        headers(delivery, credentials.headers(), signatures, now),
                        delivery.body(),
                        credentials.login(),
                        credentials.certificate()))
                .map(next)
                .orElseGet(() -> Mono.just(new Discarded(Reason.SECRET_UNAVAILABLE)));
    }

    private Map<String, String> headers(
            Delivery delivery, Map<String, String> custom, Signatures signatures, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>(custom);
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Hookline/" + version);
        headers.put("X-Webhook-Event", delivery.eventType());
        headers.put("X-Webhook-Delivery", delivery.id().value());
        headers.put("X-Webhook-Attempt", Integer.toString(delivery.attempt()));
        headers.put("X-Webhook-Signature", signatures.body());
        headers.put("webhook-id", delivery.event().value());
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        headers.put("webhook-signature", signatures.standard());
        if (delivery.traceparent() != null) {
            headers.put("traceparent", delivery.traceparent());
        }
        return headers;
    }
}
