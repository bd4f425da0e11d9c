package io.hookline.dispatch.endpoint;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.hookline.dispatch.subscription.Subscription;
import io.hookline.dispatch.subscription.SubscriptionId;
import io.netty.util.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The state of all endpoints that have been delivered to lately. Thread-safe. */
public final class Endpoints {
    /** Of so many attempts in a row as four times fill an endpoint, three quarters must fail: fewer is a bad day, not an outage. */
    private static final int BREAKER_ROUNDS = 4;

    private static final int BREAKER_FAILURE_PERCENT = 75;
    private static final int PROBES = 2;

    /** What is remembered of one that nobody delivers to counts for nothing by then. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Map<SubscriptionId, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final int inFlight;
    private final Permits.Waiting waiting;
    private final Timer timer;
    private final LongSupplier nanos;
    private final CircuitBreakerConfig breaker;
    private final AtomicLong lookedForIdle;

    /**
     * No endpoints yet.
     *
     * @param inFlight most requests out to one endpoint; if as many fail at the beginning, its breaker opens, so that an endpoint
     *     that hangs has its requests out once and not again. Attempts count, not time: else one that was busy until it went down
     *     would get thousands of requests before it is left alone
     * @param waiting how many may wait for one endpoint, and how long
     * @param breakerWait how long a breaker stays open before the endpoint is probed
     * @param nanos like {@link System#nanoTime()}
     */
    public Endpoints(
            int inFlight, Permits.Waiting waiting, Duration breakerWait, Timer timer, LongSupplier nanos, Clock clock) {
        this.inFlight = inFlight;
        this.waiting = waiting;
        this.timer = timer;
        this.nanos = nanos;
        this.lookedForIdle = new AtomicLong(nanos.getAsLong());
        this.breaker = CircuitBreakerConfig.custom()
                .slidingWindow(BREAKER_ROUNDS * inFlight, inFlight, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(BREAKER_FAILURE_PERCENT)
                .recordResult(Boolean.FALSE::equals)
                .waitDurationInOpenState(breakerWait)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .clock(clock)
                .build();
    }

    /** The endpoint of a subscription as it is now. */
    public Endpoint of(Subscription subscription) {
        Endpoint known = endpoints.get(subscription.id());
        if (known != null && known.fits(subscription)) {
            return known;
        }
        forgetIdle();
        Endpoint fresh = create(subscription);
        return endpoints.merge(
                subscription.id(), fresh, (current, other) -> current.fits(subscription) ? current : other);
    }

    public void forget(SubscriptionId id) {
        endpoints.remove(id);
    }

    /** There may be many more endpoints than are ever busy at a time. Only new ones take memory, so that is when it is looked. */
    private void forgetIdle() {
        long now = nanos.getAsLong();
        long last = lookedForIdle.get();
        if (now - last > IDLE.toNanos() && lookedForIdle.compareAndSet(last, now)) {
            endpoints.values().removeIf(endpoint -> endpoint.permits().isIdleSince(now - IDLE.toNanos()));
        }
    }

    int size() {
        return endpoints.size();
    }

    private Endpoint create(Subscription subscription) {
        String name = subscription.id().value();
        return new Endpoint(
                subscription.url(),
                subscription.rateLimit(),
                new Permits(inFlight, waiting, timer, nanos),
                CircuitBreaker.of(name, breaker),
                rateLimiter(name, subscription.rateLimit()),
                new Turns(nanos));
    }

    private static @Nullable RateLimiter rateLimiter(String name, @Nullable Integer perSecond) {
        return perSecond == null
                ? null
                : RateLimiter.of(
                        name,
                        RateLimiterConfig.custom()
                                .limitRefreshPeriod(Duration.ofSeconds(1))
                                .limitForPeriod(perSecond)
                                .timeoutDuration(Duration.ZERO)
                                .build());
    }
}
