package io.hookline.dispatch;

import io.hookline.parts.Parts;
import io.hookline.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads topics from their beginning on, on a thread of its own, and keeps all records. */
final class TopicReader implements AutoCloseable {
    private final Queue<ConsumerRecord<byte[], byte[]>> records = new ConcurrentLinkedQueue<>();
    private final Deserializer<SpecificRecord> deserializer =
            Parts.schemaRegistry().specificDeserializer();
    private final Thread thread;
    private volatile boolean closed;

    TopicReader(List<String> topics) {
        thread = Thread.ofPlatform().daemon().name("topic-reader").start(() -> read(topics));
    }

    /** The values of that type, so far, in the order of their partitions. */
    <T> List<T> values(Topics topic, Class<T> type) {
        return records(topic.topicName())
                .map(record -> deserializer.deserialize(record.topic(), record.value()))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    Stream<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return records.stream().filter(record -> record.topic().equals(topic));
    }

    private void read(List<String> topics) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                Parts.kafka(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deserializer.close();
    }
}
