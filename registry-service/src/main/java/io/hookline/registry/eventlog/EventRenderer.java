package io.hookline.registry.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.SchemaRegistry;
import io.hookline.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.springframework.stereotype.Component;

/** Renders events to the very bytes that were sent, as dispatch-service does. May wait for the schema registry. Thread-safe. */
@Component
public final class EventRenderer {
    private static final String CUSTOM = Topics.EVENTS_CUSTOM.topicName();
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

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
                    ? event.body().render(json(event))
                    : event.body().render(record(event));
        } catch (CharacterCodingException | JsonProcessingException e) {
            throw new UnreadableEventException("The data is no JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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

    /** An event of a workspace's own type, as it is. */
    private static String json(LoggedEvent event) throws IOException {
        String data = UTF_8.newDecoder().decode(event.value().duplicate()).toString();
        if (!CloudEventHeaders.JSON.equals(event.contentType()) || !isOneObject(data)) {
            throw new IllegalArgumentException("The data is not one JSON object, or does not say so");
        }
        return data;
    }

    /** What goes into the body as it is must not be able to end the object that it becomes a part of. */
    private static boolean isOneObject(String data) throws IOException {
        try (JsonParser parser = JSON.createParser(data)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        }
    }
}
