package io.hookline.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.delivery.DeliveryRequested;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class DeliveryRecordsTest {
    private static final Instant WRITTEN = Deliveries.REQUESTED.plus(Duration.ofDays(10));

    @Test
    void bringsBackWhatWasWritten() {
        Delivery delivery = Deliveries.redelivery(5, 3, WRITTEN);

        assertThat(read(DeliveryRecords.write(delivery))).isEqualTo(delivery);
    }

    @Test
    void takesARedeliveryForAskedForWhenItsRecordWasWritten() {
        DeliveryRequested requested = DeliveryRequested.newBuilder(
                        DeliveryRecords.write(Deliveries.redelivery(4, 3, WRITTEN)))
                .setAskedAt(null)
                .build();

        Delivery delivery = read(requested);

        assertThat(delivery.askedAt()).isEqualTo(WRITTEN);
        assertThat(delivery.requestedAt()).isEqualTo(Deliveries.REQUESTED);
    }

    @Test
    void takesNothingElseForAskedForAgain() {
        assertThat(read(DeliveryRecords.write(Deliveries.first())).askedAt()).isNull();
    }

    private static Delivery read(DeliveryRequested requested) {
        return DeliveryRecords.read(requested, Lane.FIRST, WRITTEN.toEpochMilli());
    }
}
