package io.hookline.dispatch.delivery;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How long a delivery stays on the topic it is on, before it is attempted or sent on. */
@FunctionalInterface
interface Stay {
    /** Not at all. */
    Stay NONE = (_, _) -> Instant.MIN;

    Instant ends(ConsumerRecord<?, ?> record, Delivery delivery);
}
