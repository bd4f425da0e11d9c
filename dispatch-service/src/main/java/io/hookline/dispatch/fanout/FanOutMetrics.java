package io.hookline.dispatch.fanout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The figures of the fan-out. */
final class FanOutMetrics {
    private final Counter matched;
    private final Counter unmatched;
    private final Counter dead;

    FanOutMetrics(MeterRegistry registry) {
        matched = events(registry, "matched");
        unmatched = events(registry, "unmatched");
        dead = events(registry, "dead");
    }

    void fannedOut(int receivers) {
        (receivers > 0 ? matched : unmatched).increment();
    }

    void unmatched() {
        unmatched.increment();
    }

    void dead() {
        dead.increment();
    }

    private static Counter events(MeterRegistry registry, String result) {
        return Counter.builder("hookline.fanout.events")
                .description("Events by whether any subscription receives them, or whether they could not be read")
                .tag("result", result)
                .register(registry);
    }
}
