package io.hookline.registry.redelivery;

import io.hookline.registry.delivery.RecordedDeliveries.Position;
import io.hookline.registry.eventlog.Stretch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a redelivery has come.
 *
 * @param after of what failed: behind this one; null: at the first
 * @param stretches of all: what is left to read of the log; null: not looked up yet
 */
record RedeliveryPlace(@Nullable Position after, @Nullable List<Stretch> stretches) {
    static final RedeliveryPlace START = new RedeliveryPlace(null, null);

    RedeliveryPlace {
        stretches = stretches == null ? null : List.copyOf(stretches);
    }

    static RedeliveryPlace behind(Position position) {
        return new RedeliveryPlace(position, null);
    }

    static RedeliveryPlace at(List<Stretch> stretches) {
        return new RedeliveryPlace(null, stretches);
    }
}
