package io.hookline.reconciliation;

import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.SchemaRegistry;
import io.hookline.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Everything that the service has written to Kafka, gathered from the beginning by a consumer of its own. */
final class Events {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Queue<ConsumerRecord<String, GenericRecord>> records = new ConcurrentLinkedQueue<>();
    private final KafkaConsumer<String, GenericRecord> consumer;

    private Events(KafkaConsumer<String, GenericRecord> consumer) {
        this.consumer = consumer;
    }

    static Events of(String kafka, SchemaRegistry registry) {
        KafkaConsumer<String, GenericRecord> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                registry.genericDeserializer());
        List<TopicPartition> partitions = List.of(Topics.EVENTS_PUBLISHING, Topics.LEDGER).stream()
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Events events = new Events(consumer);
        Thread.ofPlatform().name("test-events").daemon().start(events::read);
        return events;
    }

    /** The events about a post, in their order. */
    List<ConsumerRecord<String, GenericRecord>> about(String workspaceId, String postId) {
        return records.stream()
                .filter(each -> each.topic().equals(Topics.EVENTS_PUBLISHING.topicName()))
                .filter(each -> each.key().equals(workspaceId + ":" + postId))
                .toList();
    }

    /** The types of the ledger's lines about an entity, in their order. */
    List<String> ledgerOf(String entityId) {
        return records.stream()
                .filter(each -> each.topic().equals(Topics.LEDGER.topicName()))
                .filter(each -> each.key().equals(entityId))
                .map(each -> each.value().get("eventType").toString())
                .toList();
    }

    static @Nullable String header(ConsumerRecord<String, GenericRecord> event, String name) {
        return CloudEventHeaders.text(event.headers(), name);
    }

    private void read() {
        while (true) {
            consumer.poll(POLL).forEach(records::add);
        }
    }
}
