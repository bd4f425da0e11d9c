package io.hookline.bench;

import io.hookline.delivery.DeliveryRequested;
import io.hookline.schemas.SchemaRegistry;
import io.hookline.schemas.Topics;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts ready deliveries onto {@code deliveries.v1}, as fan-out does. */
final class Deliveries implements AutoCloseable {
    /** About 600 bytes, the size that the figures of other clients are for. */
    static final String BODY =
            "{\"event\":\"crisis.detected\",\"timestamp\":\"2024-01-10T12:00:00Z\",\"data\":{\"crisisId\":"
                    + "\"crisis_xyz\",\"severity\":\"high\",\"reason\":\"Negative sentiment spike\",\"metrics\":{\"sentimentScore\":-0.75,"
                    + "\"mentionVolume\":500,\"volumeIncrease\":300},\"topMentions\":[{\"content\":\"" + "x".repeat(280)
                    + "\",\"platform\":\"twitter\",\"reach\":10000}]},\"workspaceId\":\"ws_local\",\"id\":\"evt_0\"}";

    private final Serializer<Object> serializer;
    private final KafkaProducer<String, byte[]> producer;

    Deliveries(SystemUnderTest system) {
        serializer = SchemaRegistry.of(URI.create(system.variable("HOOKLINE_SCHEMA_REGISTRY_URL")), "apicurio")
                .serializer();
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        system.variable("HOOKLINE_KAFKA"),
                        "acks",
                        "all",
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        5),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void send(List<String> webhooks, Arrivals arrivals, int count) {
        String topic = Topics.DELIVERIES.topicName();
        ByteBuffer body = ByteBuffer.wrap(BODY.getBytes(StandardCharsets.UTF_8));
        List<Future<?>> sent = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String webhook = webhooks.get(i % webhooks.size());
            String id = arrivals.id(i);
            DeliveryRequested delivery = DeliveryRequested.newBuilder()
                    .setDeliveryId("dlv_" + id)
                    .setSubscriptionId(webhook)
                    .setWorkspaceId("ws_local")
                    .setEventId(id)
                    .setEventType("crisis.detected")
                    .setBody(body.duplicate())
                    .setSourceTopic("events.listening.v1")
                    .setSourcePartition(0)
                    .setSourceOffset(i)
                    .setAttempt(1)
                    .setRequestedAt(Instant.now())
                    .build();
            sent.add(producer.send(new ProducerRecord<>(topic, webhook, serializer.serialize(topic, delivery))));
        }
        producer.flush();
        if (sent.stream().anyMatch(each -> each.state() != Future.State.SUCCESS)) {
            throw new IllegalStateException("Kafka did not take all deliveries");
        }
    }

    @Override
    public void close() {
        producer.close();
        serializer.close();
    }
}
