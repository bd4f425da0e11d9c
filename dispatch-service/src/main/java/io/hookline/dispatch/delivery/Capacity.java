package io.hookline.dispatch.delivery;

import io.hookline.dispatch.endpoint.Permits;
import io.netty.util.Timer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * How many requests this instance has out at a time, and how many of them may be retries. Thread-safe.
 *
 * <p>Who waits here holds a place at its endpoint. First attempts, of which there are few, wait as long as it takes; a storm of
 * retries would leave them no place anywhere, so only some of those may wait, and the others are refused.
 */
final class Capacity {
    private final Permits all;
    private final Permits later;

    Capacity(int inFlight, Timer timer, LongSupplier nanos) {
        this.all = new Permits(inFlight, Permits.Waiting.UNLIMITED, timer, nanos);
        Permits.Waiting few = new Permits.Waiting(inFlight / 4, Permits.Waiting.UNLIMITED.patience());
        this.later = new Permits(inFlight / 2, few, timer, nanos);
    }

    /** The work, begun when there is capacity; empty if refused. */
    <T> Mono<T> during(Lane lane, Supplier<Mono<T>> work) {
        return switch (lane) {
            case FIRST -> all.during(work);
            case LATER -> later.during(() -> all.during(work));
        };
    }

    int inFlight() {
        return all.taken();
    }
}
