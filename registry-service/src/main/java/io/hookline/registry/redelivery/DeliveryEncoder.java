package io.hookline.registry.redelivery;

import io.hookline.delivery.DeliveryRequested;
import io.hookline.registry.eventlog.Place;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.stereotype.Component;

/** Writes a delivery as dispatch-service takes it. May wait for the schema registry on first use. */
@Component
final class DeliveryEncoder {
    private final Serializer<Object> serializer;

    DeliveryEncoder(Serializer<Object> serializer) {
        this.serializer = serializer;
    }

    byte[] encode(String topic, DeliveryRequest request) {
        return serializer.serialize(topic, record(request));
    }

    private static DeliveryRequested record(DeliveryRequest request) {
        Place source = request.event().place();
        return DeliveryRequested.newBuilder()
                .setDeliveryId(request.deliveryId())
                .setSubscriptionId(request.subscription().value())
                .setWorkspaceId(request.event().body().workspace())
                .setEventId(request.event().id())
                .setEventType(request.event().type())
                .setBody(request.body().duplicate())
                .setSourceTopic(source.topic())
                .setSourcePartition(source.partition())
                .setSourceOffset(source.offset())
                .setTraceparent(request.event().traceparent())
                .setAttempt(request.attempt())
                .setAttemptsBefore(request.attemptsBefore())
                .setEntity(request.event().entity())
                .setRequestedAt(request.requestedAt())
                .build();
    }
}
