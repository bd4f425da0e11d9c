package io.hookline.bench;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from where it ends now, on a thread of its own, until it is closed. */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<ConsumerRecord<byte[], byte[]>> reader;
    private final Thread thread;
    private volatile boolean open = true;

    private TopicReader(KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        this.consumer = consumer;
        this.reader = reader;
        this.thread = Thread.ofPlatform().name("topic-reader").daemon().unstarted(this::read);
    }

    static TopicReader start(String kafka, String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "max.poll.records", 5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList());
        consumer.seekToEnd(consumer.assignment());
        // Seeking is lazy: only asking for the position finds the end.
        consumer.assignment().forEach(consumer::position);
        TopicReader started = new TopicReader(consumer, reader);
        started.thread.start();
        return started;
    }

    private void read() {
        try (consumer) {
            while (open) {
                consumer.poll(POLL).forEach(reader);
            }
        }
    }

    @Override
    public void close() {
        open = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
