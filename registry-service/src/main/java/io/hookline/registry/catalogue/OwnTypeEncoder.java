package io.hookline.registry.catalogue;

import io.hookline.catalogue.EventTypeChanged;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.stereotype.Component;

/** Writes an event type as it travels to ingest-service. May wait for the schema registry on first use. */
@Component
final class OwnTypeEncoder {
    private final Serializer<Object> serializer;

    OwnTypeEncoder(Serializer<Object> serializer) {
        this.serializer = serializer;
    }

    byte[] encode(String topic, OwnType type) {
        return serializer.serialize(
                topic,
                new EventTypeChanged(
                        type.workspace().value(),
                        type.name(),
                        type.version(),
                        type.description(),
                        type.jsonSchema(),
                        type.entity(),
                        type.updatedAt()));
    }
}
