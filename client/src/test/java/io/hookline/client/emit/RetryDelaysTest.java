package io.hookline.client.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RetryDelaysTest {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final RetryDelays delays = new RetryDelays(FIRST, LONGEST, new Random(7));

    @Test
    void doublesUpToTheLongestAndLeavesHalfToChance() {
        for (int failures = 1; failures <= 100; failures++) {
            long whole = Math.min(LONGEST.toNanos(), FIRST.toNanos() << Math.min(failures - 1, 20));

            assertThat(delays.nanosAfter(failures, null)).isBetween(whole / 2, whole);
        }
    }

    @Test
    void spreadsClientsThatFailedTogether() {
        assertThat(IntStream.range(0, 100)
                        .mapToLong(i -> delays.nanosAfter(7, null))
                        .distinct()
                        .count())
                .isGreaterThan(90);
    }

    @Test
    void waitsAtLeastAsLongAsTheServerAsksFor() {
        assertThat(delays.nanosAfter(1, Duration.ofSeconds(7)))
                .isBetween(
                        Duration.ofSeconds(7).toNanos(),
                        Duration.ofSeconds(7).plus(FIRST).toNanos());
    }

    @Test
    void isNotSilencedForADay() {
        assertThat(delays.nanosAfter(1, Duration.ofDays(1)))
                .isLessThan(RetryDelays.LONGEST_RETRY_AFTER.plusSeconds(1).toNanos());
    }
}
