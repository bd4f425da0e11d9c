package io.hookline.dispatch.delivery;

import io.hookline.delivery.DeliveryRequested;
import io.hookline.dispatch.ManualTimer;
import io.hookline.dispatch.kafka.DeadLetters;
import io.hookline.dispatch.kafka.RecordPublisher;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka that acknowledges records when a test says so, and keeps what was to be written. */
public final class HeldBackKafka {
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final List<Object> values = new ArrayList<>();
    private final RecordPublisher publisher = new RecordPublisher(
            producer,
            (_, value) -> {
                values.add(value);
                return new byte[0];
            },
            new ManualTimer(),
            ImmediateEventExecutor.INSTANCE);

    public DeliveryPublisher deliveries() {
        return new DeliveryPublisher(publisher);
    }

    public DeadLetters deadLetters() {
        return new DeadLetters(publisher);
    }

    /** The deliveries that were to be written, acknowledged or not. */
    public List<DeliveryRequested> requested() {
        return values.stream().map(DeliveryRequested.class::cast).toList();
    }

    /** The topics of all records, acknowledged or not. */
    public List<String> topics() {
        return producer.history().stream().map(record -> record.topic()).toList();
    }

    /** Acknowledges so many of the oldest, or as many as there are. */
    public void acknowledge(int records) {
        for (int i = 0; i < records && producer.completeNext(); i++) {
            // All is done by asking for the next.
        }
    }
}
