package io.hookline.dispatch.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final List<Duration> DELAYS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5));

    @Test
    void waitsAsLongAsTheScheduleSays() {
        assertThat(policy(0).next(1, null, NOW)).contains(NOW.plusSeconds(60));
        assertThat(policy(0).next(2, null, NOW)).contains(NOW.plusSeconds(300));
    }

    @Test
    void endsWhenTheScheduleIsUsedUp() {
        assertThat(policy(0).next(3, null, NOW)).isEmpty();
        assertThat(policy(0).next(3, Duration.ofSeconds(1), NOW)).isEmpty();
    }

    @Test
    void addsATenthOfTheWaitAtMostAndASecondAtMost() {
        assertThat(policy(1).next(1, null, NOW)).contains(NOW.plusSeconds(61));
        assertThat(policy(0.5).next(1, null, NOW)).contains(NOW.plusMillis(60_500));
        assertThat(policy(1).next(2, null, NOW)).contains(NOW.plusSeconds(301));
        assertThat(new RetryPolicy(List.of(Duration.ofSeconds(5)), () -> 1).next(1, null, NOW))
                .contains(NOW.plusMillis(5_500));
    }

    @Test
    void waitsLongerIfTheEndpointAsksForIt() {
        assertThat(policy(0).next(1, Duration.ofSeconds(90), NOW)).contains(NOW.plusSeconds(90));
        assertThat(policy(0).next(1, Duration.ofSeconds(5), NOW)).contains(NOW.plusSeconds(60));
        assertThat(policy(0).next(1, Duration.ofDays(365), NOW)).contains(NOW.plus(Duration.ofHours(6)));
    }

    private static RetryPolicy policy(double chance) {
        return new RetryPolicy(DELAYS, () -> chance);
    }
}
