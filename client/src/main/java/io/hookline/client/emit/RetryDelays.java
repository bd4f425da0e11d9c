package io.hookline.client.emit;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next try: twice as long each time up to a longest, jittered, and no less than the server
 * asked for. For one thread.
 */
final class RetryDelays {
    /** However long a server asks for; so that a mistake of its does not silence the client for a day. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

    private static final int MOST_DOUBLINGS = 30;

    private final long firstNanos;
    private final long longestNanos;
    private final RandomGenerator random;

    RetryDelays(Duration first, Duration longest, RandomGenerator random) {
        this.firstNanos = first.toNanos();
        this.longestNanos = longest.toNanos();
        this.random = random;
    }

    /**
     * After so many tries in vain.
     *
     * @param failures at least 1
     * @param retryAfter what the server asked for, if it did
     */
    long nanosAfter(int failures, @Nullable Duration retryAfter) {
        int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
        long backoff = firstNanos > longestNanos >> doublings ? longestNanos : firstNanos << doublings;
        // Half of it is left to chance, so that clients which failed together do not come back together.
        long jittered = backoff / 2 + (long) (random.nextDouble() * (backoff - backoff / 2));
        if (retryAfter == null) {
            return jittered;
        }
        Duration bounded = retryAfter.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : retryAfter;
        return bounded.toNanos() + jittered;
    }
}
