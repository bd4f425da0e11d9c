package io.hookline.registry.subscription;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What attempts have shown of an endpoint. Immutable. It does not matter in which order attempts are reported: each
 * knows when it began, and one that began before the last success says nothing.
 *
 * @param lastSuccessAt when the newest attempt began that succeeded; null: none has
 * @param failingSince when the first attempt began that failed with no success since; null: none has
 * @param lastFailureAt when the newest of them began; null exactly if there is none
 * @param exhaustedAt when the newest of them began after which its delivery was given up; null: there is none
 * @param lastError how the newest of them failed, in words
 * @param quiet how much of the time since {@code failingSince} does not count, because no attempt was made
 * @param warned the percentage that the owner was last told of since {@code failingSince}; null: of nothing yet
 */
record Health(
        @Nullable Instant lastSuccessAt,
        @Nullable Instant failingSince,
        @Nullable Instant lastFailureAt,
        @Nullable Instant exhaustedAt,
        @Nullable String lastError,
        Duration quiet,
        @Nullable Integer warned) {
    /**
     * For how long after a failed attempt time counts though no other attempt is made. Longer than the longest wait
     * between two attempts of a delivery, so that all the time counts during which one is retried.
     */
    static final Duration QUIET_AFTER = Duration.ofHours(12);

    static final Health UNKNOWN = succeeded(null);

    private static Health succeeded(@Nullable Instant at) {
        return new Health(at, null, null, null, null, Duration.ZERO, null);
    }

    /** Without failures that began before a time, from which on attempts count. */
    Health from(Instant time) {
        return failingSince != null && failingSince.isBefore(time) ? succeeded(lastSuccessAt) : this;
    }

    /** With what an attempt showed; the same if that is not news. */
    Health with(Observation seen) {
        return switch (seen.signal()) {
            case DELIVERED -> success(seen.at());
            case FAILED, GONE -> failure(seen.at(), seen.error(), false);
            case EXHAUSTED -> failure(seen.at(), seen.error(), true);
            case RESUMED, PAUSED, STALLED, GIVEN_UP -> this;
        };
    }

    Health warned(int percent) {
        return new Health(lastSuccessAt, failingSince, lastFailureAt, exhaustedAt, lastError, quiet, percent);
    }

    private Health success(Instant at) {
        if (isOld(at)) {
            return this;
        }
        if (failingSince == null || lastFailureAt == null || !at.isBefore(lastFailureAt)) {
            return succeeded(at);
        }
        if (at.isBefore(failingSince)) {
            return new Health(at, failingSince, lastFailureAt, exhaustedAt, lastError, quiet, warned);
        }
        // It came between failures. The newest of them is the only one of which is known that it came later.
        Instant exhausted = exhaustedAt != null && exhaustedAt.isAfter(at) ? exhaustedAt : null;
        return new Health(at, lastFailureAt, lastFailureAt, exhausted, lastError, Duration.ZERO, null);
    }

    private Health failure(Instant at, @Nullable String error, boolean exhausted) {
        if (isOld(at)) {
            return this;
        }
        Instant newestExhausted = exhausted ? later(exhaustedAt, at) : exhaustedAt;
        if (failingSince == null || lastFailureAt == null) {
            return new Health(lastSuccessAt, at, at, newestExhausted, error, Duration.ZERO, null);
        }
        if (at.isBefore(failingSince)) {
            Duration more = quiet.plus(quietBetween(at, failingSince));
            return new Health(lastSuccessAt, at, lastFailureAt, newestExhausted, lastError, more, warned);
        }
        if (at.isAfter(lastFailureAt)) {
            Duration more = quiet.plus(quietBetween(lastFailureAt, at));
            return new Health(lastSuccessAt, failingSince, at, newestExhausted, error, more, warned);
        }
        return new Health(lastSuccessAt, failingSince, lastFailureAt, newestExhausted, lastError, quiet, warned);
    }

    private boolean isOld(Instant at) {
        return lastSuccessAt != null && !at.isAfter(lastSuccessAt);
    }

    private static Duration quietBetween(Instant one, Instant other) {
        Duration more = Duration.between(one, other).minus(QUIET_AFTER);
        return more.isNegative() ? Duration.ZERO : more;
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || one.isBefore(other) ? other : one;
    }
}
