package io.hookline.dispatch.kafka;

import io.hookline.parts.Parts;
import io.netty.util.HashedWheelTimer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Kafka without Kafka: the real serializer and publisher, before a producer that acknowledges at once. */
public final class InstantKafka implements AutoCloseable {
    private final Serializer<Object> serializer = Parts.schemaRegistry().serializer();
    private final HashedWheelTimer timer = new HashedWheelTimer();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final RecordPublisher publisher = new RecordPublisher(producer, serializer, timer);

    public RecordPublisher publisher() {
        return publisher;
    }

    public Serializer<Object> serializer() {
        return serializer;
    }

    /** Waits for all that was begun, and forgets what was written. */
    public void await(List<Handling> handlings) {
        for (Handling handling : handlings) {
            CompletableFuture<Void> done = ((Handling.Begun) handling).done();
            done.join();
        }
        producer.clear();
    }

    @Override
    public void close() {
        publisher.close();
        timer.stop();
        serializer.close();
    }
}
