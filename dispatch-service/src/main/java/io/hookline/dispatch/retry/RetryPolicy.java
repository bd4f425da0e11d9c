package io.hookline.dispatch.retry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Decides when a failed attempt is followed by another. Pure but for the chance it is given. */
public final class RetryPolicy {
    /** An endpoint may ask for patience, but not put deliveries off for ever. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(6);

    private final List<Duration> delays;
    private final DoubleSupplier chance;

    /**
     * A policy.
     *
     * @param delays the wait after the first, second … failed attempt; after the last there is no other
     * @param chance between 0 and 1, for the jitter
     */
    public RetryPolicy(List<Duration> delays, DoubleSupplier chance) {
        this.delays = List.copyOf(delays);
        this.chance = chance;
    }

    /**
     * When the next attempt is due.
     *
     * @param attempt which attempt failed since the delivery was last asked for, from 1
     * @param retryAfter the wait that the endpoint asked for, if it did
     * @return empty when the retries are used up
     */
    public Optional<Instant> next(int attempt, @Nullable Duration retryAfter, Instant now) {
        if (attempt > delays.size()) {
            return Optional.empty();
        }
        Duration delay = delays.get(attempt - 1);
        Duration wait = delay.plus(jitter(delay));
        return Optional.of(now.plus(longer(wait, retryAfter == null ? Duration.ZERO : bounded(retryAfter))));
    }

    /** Spreads what failed together, so that it does not come back together. */
    private Duration jitter(Duration delay) {
        return Duration.ofNanos((long) (RetryTopics.longestJitter(delay).toNanos() * chance.getAsDouble()));
    }

    private static Duration bounded(Duration retryAfter) {
        return retryAfter.compareTo(LONGEST_RETRY_AFTER) < 0 ? retryAfter : LONGEST_RETRY_AFTER;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
