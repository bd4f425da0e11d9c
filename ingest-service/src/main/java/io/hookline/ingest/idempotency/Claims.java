package io.hookline.ingest.idempotency;

import io.hookline.ingest.http.Answer;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Who answers which request, and what was answered; common to all instances. */
interface Claims {

    /** Never empty. */
    Mono<Claim> claim(KeyedRequest request);

    /** Keeps the answer for those who send the request again, unless the lease has gone to somebody else. */
    Mono<Void> keep(KeyedRequest request, UUID lease, Answer answer);

    /** Forgets the request, unless the lease has gone to somebody else. */
    Mono<Void> release(KeyedRequest request, UUID lease);
}
