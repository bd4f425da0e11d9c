package io.hookline.dispatch.fanout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The figures of the fan-out. */
final class FanOutMetrics {
    private final Counter matched;
    private final Counter filtered;
    private final Counter unmatched;
    private final Counter dead;
    private final Counter withheld;

    FanOutMetrics(MeterRegistry registry) {
        matched = events(registry, "matched");
        filtered = events(registry, "filtered");
        unmatched = events(registry, "unmatched");
        dead = events(registry, "dead");
        withheld = Counter.builder("hookline.fanout.withheld")
                .description("Deliveries that were not requested, because the filter cannot be applied")
                .register(registry);
    }

    void matched() {
        matched.increment();
    }

    /** Somebody asked for its type, but no filter let it through. */
    void filtered() {
        filtered.increment();
    }

    void unmatched() {
        unmatched.increment();
    }

    void dead() {
        dead.increment();
    }

    void withheld() {
        withheld.increment();
    }

    private static Counter events(MeterRegistry registry, String result) {
        return Counter.builder("hookline.fanout.events")
                .description("Events by whether any subscription receives them, or whether they could not be read")
                .tag("result", result)
                .register(registry);
    }
}
