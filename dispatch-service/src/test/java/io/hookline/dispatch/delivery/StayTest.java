package io.hookline.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class StayTest {
    private static final Instant WRITTEN = Instant.parse("2026-01-15T10:00:00Z");

    private final Stay stay = Stay.onDeferred(Duration.ofSeconds(5));

    @Test
    void endsOnTheDeferredTopicWhenTheDeliveryIsDue() {
        assertThat(ends(Duration.ofSeconds(8))).isEqualTo(WRITTEN.plusSeconds(8));
    }

    @Test
    void endsThereBeforeItHoldsUpOthersForLong() {
        assertThat(ends(Duration.ofSeconds(10))).isEqualTo(WRITTEN.plusSeconds(5));
    }

    private Instant ends(Duration due) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "deliveries.deferred.v1",
                0,
                0,
                WRITTEN.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
        return stay.ends(record, Deliveries.first().deferredUntil(WRITTEN.plus(due)));
    }
}
