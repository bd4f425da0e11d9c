package io.hookline.registry.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.registry.subscription.Observation;
import io.hookline.registry.subscription.Signal;
import io.hookline.registry.subscription.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ObservationsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void takesTheNewestOfEachSubscription() {
        assertThat(Observations.of(List.of(
                        attempt("wh_1", 3, "delivered", "delivered"),
                        attempt("wh_1", 2, "expired", "failed"),
                        attempt("wh_2", 1, "delivered", "delivered"),
                        attempt("wh_2", 2, "expired", "failed"))))
                .containsExactlyInAnyOrder(seen("wh_1", Signal.DELIVERED, 3), seen("wh_2", Signal.EXHAUSTED, 2));
    }

    @Test
    void letsGoneWinWheneverItCame() {
        assertThat(Observations.of(
                        List.of(attempt("wh_1", 1, "gone", "rejected"), attempt("wh_1", 2, "delivered", "delivered"))))
                .containsExactly(seen("wh_1", Signal.GONE, 1));
    }

    @Test
    void seesNothingInAttemptsThatDecideNothing() {
        assertThat(Observations.of(List.of(
                        attempt("wh_1", 1, "retryable", "retrying"),
                        attempt("wh_1", 2, "rejected", "rejected"),
                        attempt("wh_1", 3, "discarded", "discarded"))))
                .isEmpty();
    }

    private static Observation seen(String subscription, Signal signal, int second) {
        return new Observation(new SubscriptionId(subscription), signal, START.plusSeconds(second));
    }

    private static Attempt attempt(String subscription, int second, String kind, String status) {
        return new Attempt(
                "dlv_1",
                second,
                new SubscriptionId(subscription),
                new Attempt.Event("evt_1", "post.published", "events.publishing.v1", 0, 0),
                START,
                START.plusSeconds(second),
                new Attempt.Timing(1, null, null),
                new Attempt.Outcome(kind, null, null, null),
                status,
                null,
                new Attempt.Answer(null, Map.of(), null));
    }
}
