package io.hookline.dispatch.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RetryTopicsTest {
    private static final Instant SINCE = Instant.parse("2026-01-15T10:00:00Z");

    private final RetryTopics topics = new RetryTopics(List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6)));

    @Test
    void takesTheLongestStayThatIsNotLongerThanTheWait() {
        assertThat(topics.next(Duration.ofSeconds(66))).isEqualTo(Topics.DELIVERIES_RETRY_1);
        assertThat(topics.next(Duration.ofMinutes(5))).isEqualTo(Topics.DELIVERIES_RETRY_2);
        assertThat(topics.next(Duration.ofMinutes(59))).isEqualTo(Topics.DELIVERIES_RETRY_3);
        assertThat(topics.next(Duration.ofDays(1))).isEqualTo(Topics.DELIVERIES_RETRY_5);
    }

    @Test
    void takesTheShortestStayForAWaitThatIsShorterStill() {
        assertThat(topics.next(Duration.ofSeconds(1))).isEqualTo(Topics.DELIVERIES_RETRY_1);
        assertThat(topics.next(Duration.ofSeconds(-1))).isEqualTo(Topics.DELIVERIES_RETRY_1);
    }

    @Test
    void shortensAWaitToOneHop() {
        assertThat(topics.inOneHop(Duration.ofMinutes(14))).isEqualTo(Duration.ofMinutes(5));
        assertThat(topics.inOneHop(Duration.ofSeconds(1))).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void staysUntilTheDeliveryIsDue() {
        Instant due = SINCE.plusMillis(60_500);

        assertThat(topics.stayEnds("deliveries.retry.1.v1", SINCE, due)).isEqualTo(due);
    }

    @Test
    void staysNoLongerThanTheOthersOnItsTopic() {
        Instant due = SINCE.plus(Duration.ofMinutes(3));

        assertThat(topics.stayEnds("deliveries.retry.1.v1", SINCE, due)).isEqualTo(SINCE.plusSeconds(61));
        assertThat(topics.stayEnds("deliveries.retry.1.v1", SINCE, null)).isEqualTo(SINCE.plusSeconds(61));
    }

    @Test
    void stillReadsTopicsThatAShorterScheduleNoLongerWrites() {
        RetryTopics shorter = new RetryTopics(List.of(Duration.ofMinutes(1)));

        assertThat(shorter.next(Duration.ofHours(2))).isEqualTo(Topics.DELIVERIES_RETRY_1);
        assertThat(shorter.stayEnds("deliveries.retry.5.v1", SINCE, null)).isEqualTo(SINCE.plusSeconds(61));
    }
}
