package io.hookline.registry.delivery;

import io.hookline.registry.subscription.Observation;
import io.hookline.registry.subscription.Signal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What attempts show about their endpoints. */
final class Observations {
    private Observations() {}

    /** One for each attempt, but none where no attempt was made because nobody wants the delivery any more. */
    static List<Observation> of(List<Attempt> attempts) {
        return attempts.stream()
                .flatMap(attempt -> signal(attempt).map(signal -> observation(attempt, signal)).stream())
                .toList();
    }

    private static Optional<Signal> signal(Attempt attempt) {
        if (attempt.outcome().kind().equals("gone")) {
            return Optional.of(Signal.GONE);
        }
        return switch (attempt.deliveryStatus()) {
            case "delivered" -> Optional.of(Signal.DELIVERED);
            case "failed" -> Optional.of(Signal.EXHAUSTED);
            case "retrying", "rejected" -> Optional.of(Signal.FAILED);
            default -> Optional.empty();
        };
    }

    private static Observation observation(Attempt attempt, Signal signal) {
        return new Observation(
                attempt.subscription(),
                signal,
                attempt.startedAt(),
                signal == Signal.DELIVERED ? null : error(attempt.outcome()),
                new Observation.Delivery(
                        attempt.deliveryId(),
                        attempt.event().id(),
                        attempt.event().type(),
                        attempt.number()));
    }

    private static @Nullable String error(Attempt.Outcome outcome) {
        if (outcome.statusCode() == null) {
            return outcome.message() == null ? outcome.reason() : outcome.message();
        }
        HttpStatus known = HttpStatus.resolve(outcome.statusCode());
        return known == null ? outcome.statusCode().toString() : known.value() + " " + known.getReasonPhrase();
    }
}
