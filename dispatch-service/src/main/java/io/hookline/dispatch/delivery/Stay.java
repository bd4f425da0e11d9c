package io.hookline.dispatch.delivery;

import io.hookline.dispatch.retry.RetryTopics;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How long a delivery stays on the topic it is on, before it is attempted or sent on. */
@FunctionalInterface
interface Stay {
    /** Not at all. */
    Stay NONE = (_, _) -> Instant.MIN;

    Instant ends(ConsumerRecord<?, ?> record, Delivery delivery);

    /** As long as the delay of the retry topic that it is on. */
    static Stay on(RetryTopics topics) {
        return (record, delivery) ->
                topics.stayEnds(record.topic(), Instant.ofEpochMilli(record.timestamp()), delivery.notBefore());
    }

    /** As long as a deferral takes, or until the delivery is due if that is soon after. */
    static Stay onDeferred(Duration deferral) {
        return (record, delivery) -> {
            Instant ends = Instant.ofEpochMilli(record.timestamp()).plus(deferral);
            Instant due = delivery.notBefore();
            return due != null && due.isBefore(ends.plus(deferral)) ? due : ends;
        };
    }
}
