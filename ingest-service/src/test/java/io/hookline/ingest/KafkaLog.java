package io.hookline.ingest;

import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what is on Kafka, as a downstream team would. */
public final class KafkaLog {
    private final String bootstrapServers;
    private final Deserializer<GenericRecord> deserializer;

    KafkaLog(String bootstrapServers, SchemaRegistry registry) {
        this.bootstrapServers = bootstrapServers;
        this.deserializer = registry.genericDeserializer();
    }

    /** A record, whose value is decoded when it is asked for. */
    public record Entry(ConsumerRecord<String, byte[]> raw, Deserializer<GenericRecord> deserializer) {

        public GenericRecord value() {
            return deserializer.deserialize(raw.topic(), raw.value());
        }

        public String text() {
            return new String(raw.value(), StandardCharsets.UTF_8);
        }

        public String key() {
            return raw.key();
        }

        /** The header's text; {@code "null"} if there is none. */
        public String header(String name) {
            return String.valueOf(CloudEventHeaders.text(raw.headers(), name));
        }
    }

    /** How many records were ever written to the topics. */
    public long size(List<String> topics) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> all = topics.stream()
                    .flatMap(topic -> partitions(consumer, topic).stream())
                    .toList();
            consumer.assign(all);
            return consumer.endOffsets(all).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** All records of the topic under the key, in their order. */
    public List<Entry> withKey(String topic, String key) {
        return find(topic, record -> key.equals(record.key()));
    }

    /** All records of the topic with the event id. */
    public List<Entry> withId(String topic, String id) {
        return find(topic, record -> id.equals(CloudEventHeaders.text(record.headers(), CloudEventHeaders.ID)));
    }

    private List<Entry> find(String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        List<Entry> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (wanted.test(record)) {
                        found.add(new Entry(record, deserializer));
                    }
                }
            }
        }
        return found;
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
