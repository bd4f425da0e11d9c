package io.hookline.reconciliation.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class BacklogTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final TopicPartition PARTITION = new TopicPartition("callbacks", 0);

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final Backlog backlog = new Backlog(new MovableClock(), LIMIT);
    private final ConsumerWithLag consumer = new ConsumerWithLag();

    @Test
    void isBehindUntilItHasCaughtUpOnce() {
        assertThat(backlog.isBehind()).isTrue();

        consumer.lag = 1;
        backlog.workedOff(List.of(recordOf(now)), consumer);
        assertThat(backlog.isBehind()).isTrue();

        consumer.lag = 0;
        backlog.workedOff(List.of(recordOf(now)), consumer);
        assertThat(backlog.isBehind()).isFalse();
    }

    @Test
    void mayLagALittleAfterwards() {
        backlog.workedOff(List.of(), consumer);
        consumer.lag = 100;
        now = now.plus(LIMIT).plusSeconds(1);

        assertThat(backlog.isBehind()).isTrue();
        backlog.workedOff(List.of(recordOf(now.minusSeconds(1))), consumer);
        assertThat(backlog.isBehind()).isFalse();
        backlog.workedOff(List.of(recordOf(now.minus(LIMIT).minusSeconds(1))), consumer);
        assertThat(backlog.isBehind()).isTrue();
    }

    @Test
    void isBehindWithoutPartitions() {
        backlog.workedOff(List.of(), consumer);
        consumer.assign(List.of());

        backlog.workedOff(List.of(), consumer);

        assertThat(backlog.isBehind()).isTrue();
    }

    private static ConsumerRecord<String, String> recordOf(Instant time) {
        return new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                0,
                time.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                "key",
                "value",
                new RecordHeaders(),
                Optional.empty());
    }

    private static final class ConsumerWithLag extends MockConsumer<String, String> {
        private long lag;

        ConsumerWithLag() {
            super(AutoOffsetResetStrategy.EARLIEST.name());
            assign(List.of(PARTITION));
        }

        @Override
        public OptionalLong currentLag(TopicPartition partition) {
            return OptionalLong.of(lag);
        }
    }

    private final class MovableClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return InstantSource.fixed(now).withZone(zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
