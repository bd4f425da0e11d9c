package io.hookline.registry.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.registry.subscription.Observation;
import io.hookline.registry.subscription.Signal;
import io.hookline.registry.subscription.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ObservationsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "delivered, 200, delivered, DELIVERED, ",
        "retryable, 503, retrying,  FAILED,    503 Service Unavailable",
        "retryable, ,    retrying,  FAILED,    No answer.",
        "retryable, 500, failed,    EXHAUSTED, 500 Internal Server Error",
        "expired,   ,    failed,    EXHAUSTED, No answer.",
        "rejected,  404, rejected,  FAILED,    404 Not Found",
        "rejected,  499, rejected,  FAILED,    499",
        "gone,      410, rejected,  GONE,      410 Gone"
    })
    void seesWhatAnAttemptShows(
            String kind, @Nullable Integer code, String status, Signal signal, @Nullable String error) {
        assertThat(Observations.of(List.of(attempt(kind, code, status))))
                .containsExactly(new Observation(
                        new SubscriptionId("wh_1"),
                        signal,
                        START.plusSeconds(2),
                        error,
                        new Observation.Delivery("dlv_1", "evt_1", "post.published", 2)));
    }

    @Test
    void seesNothingWhereNoAttemptWasMade() {
        assertThat(Observations.of(List.of(attempt("discarded", null, "discarded"))))
                .isEmpty();
    }

    private static Attempt attempt(String kind, @Nullable Integer code, String status) {
        return new Attempt(
                "dlv_1",
                2,
                new SubscriptionId("wh_1"),
                new Attempt.Event("evt_1", "post.published", "events.publishing.v1", 0, 0),
                START,
                START.plusSeconds(2),
                new Attempt.Timing(1, null, null),
                new Attempt.Outcome(kind, code, "timeout", "No answer."),
                status,
                null,
                new Attempt.Answer(null, Map.of(), null));
    }
}
