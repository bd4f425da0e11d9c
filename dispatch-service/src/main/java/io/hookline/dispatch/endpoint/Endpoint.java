package io.hookline.dispatch.endpoint;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.hookline.dispatch.subscription.Subscription;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of one subscription's endpoint, gone with this instance. Thread-safe.
 *
 * @param url where it is; another URL is another endpoint
 * @param rateLimit the limit it was made with
 * @param permits who may have a request out
 * @param breaker opens when most attempts fail; told {@code true} or {@code false} for each
 * @param rateLimiter null: no limit
 * @param turns for those who have to come back
 */
public record Endpoint(
        URI url,
        @Nullable Integer rateLimit,
        Permits permits,
        CircuitBreaker breaker,
        @Nullable RateLimiter rateLimiter,
        Turns turns) {

    /** How long one should stay away for whom there is no room now. */
    public Duration nextTurn() {
        Duration served = permits.pace();
        Duration allowed =
                rateLimit == null ? Duration.ZERO : Duration.ofSeconds(1).dividedBy(rateLimit);
        return turns.next(served.compareTo(allowed) < 0 ? allowed : served);
    }

    boolean fits(Subscription subscription) {
        return url.equals(subscription.url()) && Objects.equals(rateLimit, subscription.rateLimit());
    }
}
