package io.hookline.registry.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.schemas.SchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.springframework.stereotype.Component;

/** Renders events to the very bytes that were sent. May wait for the schema registry. Thread-safe. */
@Component
public final class EventRenderer {
    private static final String JSON = "application/json";

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
        String contentType = event.contentType();
        try {
            return contentType != null && contentType.startsWith(JSON)
                    ? event.body().render(text(event.value()))
                    : event.body().render(record(event));
        } catch (CharacterCodingException e) {
            throw new UnreadableEventException("The data is not UTF-8", e);
        } catch (RuntimeException e) {
            if (SchemaRegistry.isAway(e)) {
                throw e;
            }
            throw new UnreadableEventException("The data cannot be decoded", e);
        }
    }

    private GenericRecord record(LoggedEvent event) {
        ByteBuffer value = event.value().duplicate();
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return deserializer.deserialize(event.place().topic(), bytes);
    }

    private static String text(ByteBuffer value) throws CharacterCodingException {
        return UTF_8.newDecoder().decode(value.duplicate()).toString();
    }
}
