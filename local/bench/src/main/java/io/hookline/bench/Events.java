package io.hookline.bench;

import io.hookline.event.GoalAchieved;
import io.hookline.local.Stack;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.SchemaRegistry;
import io.hookline.schemas.Topics;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Puts events onto their topic as ingest does, and sees how far topics reach. */
final class Events implements AutoCloseable {
    static final String TYPE = "goal.achieved";

    private static final Topics TOPIC = Topics.EVENTS_ANALYTICS;

    private final Serializer<Object> serializer;
    private final BulkProducer producer;
    private final KafkaConsumer<byte[], byte[]> offsets;

    Events(SystemUnderTest system) {
        serializer = SchemaRegistry.of(URI.create(system.variable("HOOKLINE_SCHEMA_REGISTRY_URL")), "apicurio")
                .serializer();
        String kafka = system.variable("HOOKLINE_KAFKA");
        producer = new BulkProducer(kafka);
        offsets = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void send(Arrivals arrivals, int count) {
        GoalAchieved data = GoalAchieved.newBuilder()
                .setCampaignId("campaign_123")
                .setGoalType("engagement")
                .setTarget(10_000)
                .setAchieved(10_500)
                .setPercentageComplete(105)
                .build();
        byte[] value = serializer.serialize(TOPIC.topicName(), data);
        for (int i = 0; i < count; i++) {
            String id = arrivals.id(i);
            RecordHeaders headers = new RecordHeaders();
            CloudEventHeaders.put(headers, CloudEventHeaders.SPEC_VERSION, CloudEventHeaders.SPEC_VERSION_1_0);
            CloudEventHeaders.put(headers, CloudEventHeaders.ID, id);
            CloudEventHeaders.put(headers, CloudEventHeaders.TYPE, TYPE);
            CloudEventHeaders.put(headers, CloudEventHeaders.SOURCE, "/bench");
            CloudEventHeaders.put(headers, CloudEventHeaders.TIME, Instant.now().toString());
            CloudEventHeaders.put(headers, CloudEventHeaders.WORKSPACE, Stack.WORKSPACE);
            byte[] key = (Stack.WORKSPACE + ":" + id).getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(TOPIC.topicName(), null, key, value, headers));
        }
        producer.flush();
    }

    /** How many records a topic has ever had. */
    long endOf(Topics topic) {
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
                .toList();
        return offsets.endOffsets(partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public void close() {
        producer.close();
        offsets.close();
        serializer.close();
    }
}
