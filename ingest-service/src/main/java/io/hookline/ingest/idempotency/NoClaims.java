package io.hookline.ingest.idempotency;

import io.hookline.ingest.http.Answer;
import io.hookline.ingest.http.Problem;
import io.hookline.ingest.http.Rejected;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Where no database is configured: every claim ends with 503. */
final class NoClaims implements Claims {
    @Override
    public Mono<Claim> claim(KeyedRequest request) {
        return Mono.error(
                new Rejected(
                        Problem.unavailable(
                                "Requests with an Idempotency-Key are not taken here at the moment; leave it out, or send the request again later.")));
    }

    @Override
    public Mono<Void> keep(KeyedRequest request, UUID lease, Answer answer) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> release(KeyedRequest request, UUID lease) {
        return Mono.empty();
    }
}
