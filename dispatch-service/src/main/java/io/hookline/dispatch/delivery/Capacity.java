package io.hookline.dispatch.delivery;

import io.hookline.dispatch.endpoint.Permits;
import io.netty.util.Timer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** How many requests this instance has out at a time, and how many of them may be retries. Thread-safe. */
final class Capacity {
    private final Permits all;
    private final Permits later;

    Capacity(int inFlight, Timer timer, LongSupplier nanos) {
        this.all = new Permits(inFlight, Permits.Waiting.UNLIMITED, timer, nanos);
        this.later = new Permits(inFlight / 2, Permits.Waiting.UNLIMITED, timer, nanos);
    }

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
