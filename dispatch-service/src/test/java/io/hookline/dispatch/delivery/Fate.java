package io.hookline.dispatch.delivery;

import java.time.Duration;

/** What is known of one simulated delivery. */
final class Fate {
    private final SimulatedEndpoint endpoint;
    private final Tally tally;
    private final Duration requested;
    private Lane lane = Lane.FIRST;
    private int deferrals;
    private boolean ended;

    Fate(SimulatedEndpoint endpoint, Tally tally, Duration requested) {
        this.endpoint = endpoint;
        this.tally = tally;
        this.requested = requested;
    }

    SimulatedEndpoint endpoint() {
        return endpoint;
    }

    Tally tally() {
        return tally;
    }

    Lane lane() {
        return lane;
    }

    void taken(Lane from) {
        lane = from;
        tally.taken();
    }

    void deferred() {
        tally.deferred(++deferrals);
    }

    void ended(DeliveryReport.Status status, Duration at) {
        if (ended) {
            throw new AssertionError("A delivery ended twice");
        }
        ended = true;
        tally.ended(status, requested, at);
    }
}
