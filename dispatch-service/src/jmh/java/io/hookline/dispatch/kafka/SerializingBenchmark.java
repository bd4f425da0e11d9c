package io.hookline.dispatch.kafka;

import io.hookline.delivery.DeliveryRequested;
import io.hookline.dispatch.ShortBenchmark;
import io.hookline.parts.Parts;
import io.hookline.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.TearDown;

/** A delivery with a body of 600 bytes, to Avro and back by the serde of the schema registry. */
public class SerializingBenchmark extends ShortBenchmark {
    private static final String TOPIC = Topics.DELIVERIES.topicName();

    private final Serializer<Object> serializer = Parts.schemaRegistry().serializer();
    private final Deserializer<?> deserializer = Parts.schemaRegistry().specificDeserializer();
    private final DeliveryRequested delivery = DeliveryRequested.newBuilder()
            .setDeliveryId("dlv_8f14e45fceea167a5a36dedd4bea2543")
            .setSubscriptionId("wh_45c48cce2e2d7fbdea1afc51c7c6ad26")
            .setWorkspaceId("ws_6512bd43d9caa6e02c990b0a82652dca")
            .setEventId("evt_c9f0f895fb98ab9159f51fd0297e236d")
            .setEventType("mention.created")
            .setBody(ByteBuffer.allocate(600))
            .setSourceTopic("events.listening.v1")
            .setSourcePartition(3)
            .setSourceOffset(1_000_000)
            .setAttempt(1)
            .setRequestedAt(Instant.ofEpochSecond(1_768_471_200))
            .build();
    private final byte[] written = serializer.serialize(TOPIC, delivery);

    @Benchmark
    public byte[] serialize() {
        return serializer.serialize(TOPIC, delivery);
    }

    @Benchmark
    public Object deserialize() {
        return deserializer.deserialize(TOPIC, written);
    }

    @TearDown
    public void close() {
        serializer.close();
        deserializer.close();
    }
}
