package io.hookline.registry;

import io.hookline.parts.Parts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What stands on Kafka, read and written by clients of the tests' own. */
public final class Wire {
    private Wire() {}

    /** Everything on a topic that was there when this was called, in the order of each partition. */
    public static List<ConsumerRecord<String, byte[]>> all(String topic) {
        return all(Parts.kafka(), topic);
    }

    public static List<ConsumerRecord<String, byte[]>> all(String kafka, String topic) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            records.sort(Comparator.comparing((ConsumerRecord<String, byte[]> record) -> record.partition())
                    .thenComparing(ConsumerRecord::offset));
            return records;
        }
    }

    public static List<ConsumerRecord<String, byte[]>> ofKey(String topic, String key) {
        return all(topic).stream().filter(record -> key.equals(record.key())).toList();
    }

    public static SpecificRecord decoded(ConsumerRecord<String, byte[]> record) {
        try (Deserializer<SpecificRecord> deserializer = Parts.schemaRegistry().specificDeserializer()) {
            return deserializer.deserialize(record.topic(), record.value());
        }
    }

    public static GenericRecord decodedGenerically(ConsumerRecord<String, byte[]> record) {
        try (Deserializer<GenericRecord> deserializer = Parts.schemaRegistry().genericDeserializer()) {
            return deserializer.deserialize(record.topic(), record.value());
        }
    }

    public static byte[] encoded(String topic, Object record) {
        try (Serializer<Object> serializer = Parts.schemaRegistry().serializer()) {
            return serializer.serialize(topic, record);
        }
    }

    /** Returns once the broker has them. */
    public static void write(List<ProducerRecord<String, byte[]>> records) {
        List<Future<RecordMetadata>> written = new ArrayList<>();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Parts.kafka(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            records.forEach(record -> written.add(producer.send(record)));
            for (Future<RecordMetadata> each : written) {
                each.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("Kafka did not take a record", e);
        }
    }
}
