package io.hookline.dispatch.delivery;

import io.hookline.dispatch.subscription.Subscription;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One customer's endpoint, and what it got to see of us. */
final class SimulatedEndpoint {
    private final Behaviour behaviour;
    private final Map<Long, Integer> failedByMinute = new HashMap<>();
    private Subscription subscription;
    private int out;
    private int mostOut;

    SimulatedEndpoint(Behaviour behaviour, Subscription subscription) {
        this.behaviour = behaviour;
        this.subscription = subscription;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    Subscription subscription() {
        return subscription;
    }

    /** As registry-service does when an endpoint says that it is gone. */
    void disable() {
        subscription = new Subscription(
                subscription.id(),
                subscription.workspace(),
                subscription.version() + 1,
                subscription.url(),
                subscription.events(),
                false,
                subscription.credentials(),
                subscription.rateLimit(),
                subscription.filter());
    }

    void begins() {
        mostOut = Math.max(mostOut, ++out);
    }

    void ends(boolean well, Duration time) {
        out--;
        if (!well) {
            failedByMinute.merge(time.toMinutes(), 1, Integer::sum);
        }
    }

    int mostOut() {
        return mostOut;
    }

    int mostFailedInAMinute() {
        return failedByMinute.values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    int failed() {
        return failedByMinute.values().stream().mapToInt(Integer::intValue).sum();
    }
}
