package io.hookline.registry.eventlog;

import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.SchemaRegistry;
import io.hookline.schemas.Topics;
import java.nio.ByteBuffer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.springframework.stereotype.Component;

/** Renders events to the very bytes that were sent, as dispatch-service does. May wait for the schema registry. Thread-safe. */
@Component
public final class EventRenderer {
    private static final String CUSTOM = Topics.EVENTS_CUSTOM.topicName();

    private final Deserializer<GenericRecord> deserializer;

    EventRenderer(Deserializer<GenericRecord> deserializer) {
        this.deserializer = deserializer;
    }

    /**
     * The whole body of an event.
     *
     * @throws UnreadableEventException if the value will never be what its record says
     * @throws RuntimeException if the schema registry does not answer, so that it is not known yet
     */
    public ByteBuffer render(LoggedEvent event) throws UnreadableEventException {
        try {
            return event.place().topic().equals(CUSTOM)
                    ? ofJson(event)
                    : event.body().render(record(event));
        } catch (RuntimeException e) {
            if (SchemaRegistry.isAway(e)) {
                throw e;
            }
            throw new UnreadableEventException("The data cannot be decoded", e);
        }
    }

    /** An event of a workspace's own type, as it is. */
    private static ByteBuffer ofJson(LoggedEvent event) {
        if (!CloudEventHeaders.JSON.equals(event.contentType())) {
            throw new IllegalArgumentException("The record does not say that it is JSON");
        }
        return event.body().render(event.value());
    }

    private GenericRecord record(LoggedEvent event) {
        ByteBuffer value = event.value().duplicate();
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return deserializer.deserialize(event.place().topic(), bytes);
    }
}
