package io.hookline.registry.subscription;

import static io.hookline.registry.subscription.Signal.DELIVERED;
import static io.hookline.registry.subscription.Signal.EXHAUSTED;
import static io.hookline.registry.subscription.Signal.FAILED;
import static io.hookline.registry.subscription.Signal.GONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class HealthTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /**
     * Attempts as they are reported: F failed, X used up the retries, D delivered, each with the minute it began in.
     */
    @ParameterizedTest
    @CsvSource({
        "'',            ,   ,   , ",
        "D1,           1,   ,   , ",
        "F1,            ,  1,  1, ",
        "F1 F2,         ,  1,  2, ",
        "F2 F1,         ,  1,  2, ",
        "F1 X2,         ,  1,  2, 2",
        "X2 F1 F3,      ,  1,  3, 2",
        "F1 D2,        2,   ,   , ",
        "D2 F1,        2,   ,   , ",
        "D2 F2,        2,   ,   , ",
        "F2 D2,        2,   ,   , ",
        "D2 D1 F3,     2,  3,  3, ",
        "F3 D2,        2,  3,  3, ",
        "X1 F3 D2,     2,  3,  3, ",
        "F1 X3 D2,     2,  3,  3, 3",
        "F1 F3 F4 D2,  2,  4,  4, ",
        "F1 F4 D2 F3,  2,  3,  4, ",
        "F1 D3 F2 F4,  3,  4,  4, ",
        "X5 X4,         ,  4,  5, 5",
        "F1 F1 D2 D2,  2,   ,   , "
    })
    void remembersWhatCounts(
            String attempts,
            @Nullable Integer success,
            @Nullable Integer since,
            @Nullable Integer failure,
            @Nullable Integer exhausted) {
        Health health = Health.UNKNOWN;
        for (String attempt : attempts.isEmpty() ? new String[0] : attempts.split(" ")) {
            health = health.with(seen(attempt));
        }

        assertThat(health.lastSuccessAt()).isEqualTo(minute(success));
        assertThat(health.failingSince()).isEqualTo(minute(since));
        assertThat(health.lastFailureAt()).isEqualTo(minute(failure));
        assertThat(health.exhaustedAt()).isEqualTo(minute(exhausted));
    }

    static Stream<Long> seeds() {
        return IntStream.range(0, 200).mapToObj(i -> 7919L * i);
    }

    /** The order of reports may cost the exact begin of the failures, never more. */
    @ParameterizedTest
    @MethodSource("seeds")
    void comesToTheSameInWhateverOrderAttemptsAreReported(long seed) {
        Random random = new Random(seed);
        List<Observation> attempts = IntStream.rangeClosed(1, 2 + random.nextInt(8))
                .mapToObj(minute -> seen(List.of("D", "F", "X").get(random.nextInt(3)) + minute))
                .collect(Collectors.toCollection(ArrayList::new));
        Health inOrder = of(attempts);
        attempts.addAll(attempts.subList(0, 2));
        Collections.shuffle(attempts, random);

        Health shuffled = of(attempts);

        assertThat(shuffled.lastSuccessAt()).isEqualTo(inOrder.lastSuccessAt());
        assertThat(shuffled.lastFailureAt()).isEqualTo(inOrder.lastFailureAt());
        assertThat(shuffled.exhaustedAt()).isEqualTo(inOrder.exhaustedAt());
        assertThat(shuffled.lastError()).isEqualTo(inOrder.lastError());
        if (inOrder.failingSince() == null) {
            assertThat(shuffled.failingSince()).isNull();
        } else {
            assertThat(shuffled.failingSince()).isBetween(inOrder.failingSince(), inOrder.lastFailureAt());
        }
    }

    @Test
    void countsQuietOnceThereIsMoreOfItThanBetweenRetries() {
        Health health = of(List.of(seenAt(FAILED, Duration.ZERO), seenAt(FAILED, Duration.ofHours(12))))
                .with(seenAt(FAILED, Duration.ofHours(34)));

        assertThat(health.quiet()).isEqualTo(Duration.ofHours(10));
        assertThat(health.with(seenAt(FAILED, Duration.ofHours(-13))).quiet()).isEqualTo(Duration.ofHours(11));
        assertThat(health.with(seenAt(DELIVERED, Duration.ofHours(35))).quiet()).isZero();
    }

    @Test
    void forgetsFailuresOfATimeThatNoLongerCounts() {
        Health health = of(List.of(seen("D1"), seen("X2"))).warned(50);

        assertThat(health.from(START.plus(Duration.ofMinutes(2)))).isEqualTo(health);
        assertThat(health.from(START.plus(Duration.ofMinutes(3)))).isEqualTo(of(List.of(seen("D1"))));
    }

    @Test
    void keepsWhatItsOwnerWasToldUntilASuccess() {
        Health health = of(List.of(seen("X1"))).warned(50);

        assertThat(health.with(seen("F2")).warned()).isEqualTo(50);
        assertThat(health.with(seen("D2")).warned()).isNull();
        assertThat(health.with(seen("F0")).warned()).isEqualTo(50);
    }

    @Test
    void countsGoneAsAFailure() {
        assertThat(Health.UNKNOWN.with(seenAt(GONE, Duration.ZERO)).failingSince())
                .isEqualTo(START);
    }

    private static Health of(List<Observation> attempts) {
        Health health = Health.UNKNOWN;
        for (Observation attempt : attempts) {
            health = health.with(attempt);
        }
        return health;
    }

    private static Observation seen(String attempt) {
        Signal signal =
                switch (attempt.charAt(0)) {
                    case 'D' -> DELIVERED;
                    case 'F' -> FAILED;
                    default -> EXHAUSTED;
                };
        return seenAt(signal, Duration.ofMinutes(Integer.parseInt(attempt.substring(1))));
    }

    private static Observation seenAt(Signal signal, Duration after) {
        Instant at = START.plus(after);
        return new Observation(
                new SubscriptionId("wh_1"),
                signal,
                at,
                signal == DELIVERED ? null : "failed at " + at,
                new Observation.Delivery("dlv_1", "evt_1", "post.published", 1));
    }

    private static @Nullable Instant minute(@Nullable Integer minute) {
        return minute == null ? null : START.plus(Duration.ofMinutes(minute));
    }
}
