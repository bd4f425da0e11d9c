package io.hookline.ingest.idempotency;

import io.hookline.ingest.http.Answer;
import java.util.UUID;

/**
 * What became of the wish to answer a request.
 *
 * <pre>
 *   (no row) ── claim ──▶ leased ── keep ──▶ answered ── expiry ──▶ (no row)
 *       ▲                 │    ▲
 *       └──── release ────┘    └─ claim by the same request, once the lease is over
 * </pre>
 */
sealed interface Claim {
    /** It is ours to answer, as long as the lease lasts. */
    record Granted(UUID lease) implements Claim {}

    /** It has been answered. */
    record Answered(Answer answer) implements Claim {}

    /** Somebody else is at it. */
    record InProgress() implements Claim {}

    /** The key belongs to another request. */
    record Taken() implements Claim {}
}
