package io.hookline.bench;

import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes many records at once, and fails if Kafka does not take every one. */
final class BulkProducer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    BulkProducer(String kafka) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "compression.type", "lz4", "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        Future<?> _ = producer.send(record, (_, error) -> {
            if (error != null) {
                failure.set(error);
            }
        });
    }

    /** Returns once all are written. */
    void flush() {
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("Kafka did not take all records", failure.get());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
