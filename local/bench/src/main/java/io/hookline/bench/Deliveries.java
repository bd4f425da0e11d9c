package io.hookline.bench;

import io.hookline.delivery.DeliveryRequested;
import io.hookline.local.Stack;
import io.hookline.schemas.SchemaRegistry;
import io.hookline.schemas.Topics;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Puts ready deliveries onto their topics, as fan-out and failed attempts do. */
final class Deliveries implements AutoCloseable {
    /** About 600 bytes, the size that the figures of other clients are for. */
    static final String BODY =
            "{\"event\":\"crisis.detected\",\"timestamp\":\"2024-01-10T12:00:00Z\",\"data\":{\"crisisId\":"
                    + "\"crisis_xyz\",\"severity\":\"high\",\"reason\":\"Negative sentiment spike\",\"metrics\":{\"sentimentScore\":-0.75,"
                    + "\"mentionVolume\":500,\"volumeIncrease\":300},\"topMentions\":[{\"content\":\"" + "x".repeat(280)
                    + "\",\"platform\":\"twitter\",\"reach\":10000}]},\"workspaceId\":\"ws_local\",\"id\":\"evt_0\"}";

    private final Serializer<Object> serializer;
    private final BulkProducer producer;

    Deliveries(SystemUnderTest system) {
        serializer = SchemaRegistry.of(URI.create(system.variable("HOOKLINE_SCHEMA_REGISTRY_URL")), "apicurio")
                .serializer();
        producer = new BulkProducer(system.variable("HOOKLINE_KAFKA"));
    }

    /** First attempts, for the webhooks in turn; returns once Kafka has them all. */
    void send(List<String> webhooks, Arrivals arrivals, int count) {
        for (int i = 0; i < count; i++) {
            put(Topics.DELIVERIES, webhooks.get(i % webhooks.size()), arrivals.id(i), 1, null);
        }
        flush();
    }

    /** A later attempt, without waiting for Kafka. */
    void sendRetry(Topics topic, String webhook, String eventId, Instant due) {
        put(topic, webhook, eventId, 1 + Topics.retries().indexOf(topic) + 1, due);
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
        serializer.close();
    }

    private void put(Topics topic, String webhook, String eventId, int attempt, @Nullable Instant due) {
        DeliveryRequested delivery = DeliveryRequested.newBuilder()
                .setDeliveryId("dlv_" + eventId)
                .setSubscriptionId(webhook)
                .setWorkspaceId(Stack.WORKSPACE)
                .setEventId(eventId)
                .setEventType("crisis.detected")
                .setBody(ByteBuffer.wrap(BODY.getBytes(StandardCharsets.UTF_8)))
                .setSourceTopic(Topics.EVENTS_LISTENING.topicName())
                .setSourcePartition(0)
                .setSourceOffset(0)
                .setAttempt(attempt)
                .setRequestedAt(Instant.now())
                .setFirstAttemptAt(attempt == 1 ? null : Instant.now())
                .setNotBefore(due)
                .build();
        producer.send(new ProducerRecord<>(
                topic.topicName(),
                webhook.getBytes(StandardCharsets.UTF_8),
                serializer.serialize(topic.topicName(), delivery)));
    }
}
