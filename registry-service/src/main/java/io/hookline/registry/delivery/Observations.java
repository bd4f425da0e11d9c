package io.hookline.registry.delivery;

import io.hookline.registry.subscription.Observation;
import io.hookline.registry.subscription.Signal;
import io.hookline.registry.subscription.SubscriptionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What attempts show about their endpoints. */
final class Observations {
    private Observations() {}

    /** One for each subscription at most: a 410 if there is one, or else what the newest attempt shows. */
    static List<Observation> of(List<Attempt> attempts) {
        Map<SubscriptionId, Observation> decisive = new HashMap<>();
        attempts.forEach(attempt -> signal(attempt)
                .map(signal -> new Observation(attempt.subscription(), signal, attempt.startedAt()))
                .ifPresent(seen -> decisive.merge(seen.subscription(), seen, Observations::decisive)));
        return List.copyOf(decisive.values());
    }

    private static Optional<Signal> signal(Attempt attempt) {
        if (attempt.outcome().kind().equals("gone")) {
            return Optional.of(Signal.GONE);
        }
        return switch (attempt.deliveryStatus()) {
            case "delivered" -> Optional.of(Signal.DELIVERED);
            case "failed" -> Optional.of(Signal.EXHAUSTED);
            default -> Optional.empty();
        };
    }

    private static Observation decisive(Observation left, Observation right) {
        if ((left.signal() == Signal.GONE) != (right.signal() == Signal.GONE)) {
            return left.signal() == Signal.GONE ? left : right;
        }
        return left.at().isAfter(right.at()) ? left : right;
    }
}
