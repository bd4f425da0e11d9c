package io.hookline.dispatch.endpoint;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells those for whom an endpoint has no room when to come back: one after the other, at the pace at which it serves. If they all
 * came back at once, most would be sent away again, and it would have nothing to do in between. Thread-safe.
 */
final class Turns {
    /** The pace may change, and an endpoint that hangs has none. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private long last;

    Turns(LongSupplier nanos) {
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    /**
     * How long until the next turn.
     *
     * @param pace the time from one turn to the next
     */
    synchronized Duration next(Duration pace) {
        long now = nanos.getAsLong();
        last = Math.clamp(last + pace.toNanos(), now, now + LONGEST.toNanos());
        return Duration.ofNanos(last - now);
    }
}
