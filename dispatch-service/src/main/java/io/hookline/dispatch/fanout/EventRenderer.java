package io.hookline.dispatch.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.hookline.dispatch.kafka.Decoded;
import io.hookline.dispatch.kafka.RecordDecoder;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes the body of an event from its record: from Avro, by the schema it was written with; from JSON, if it is of one of a
 * workspace's own types, which travel on a topic of their own. Thread-safe.
 */
final class EventRenderer {
    private static final String CUSTOM = Topics.EVENTS_CUSTOM.topicName();
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final RecordDecoder<GenericRecord> decoder;

    EventRenderer(RecordDecoder<GenericRecord> decoder) {
        this.decoder = decoder;
    }

    Decoded<ByteBuffer> body(ConsumerRecord<byte[], byte[]> record, EventHeaders event) {
        return record.topic().equals(CUSTOM) ? ofJson(record, event) : ofAvro(record, event);
    }

    private Decoded<ByteBuffer> ofAvro(ConsumerRecord<byte[], byte[]> record, EventHeaders event) {
        return switch (decoder.decode(record)) {
            case Decoded.Value(GenericRecord data) -> ofAvro(data, event);
            case Decoded.Undecodable(String error) -> new Decoded.Undecodable<>(error);
            case Decoded.RegistryAway() -> new Decoded.RegistryAway<>();
        };
    }

    private static Decoded<ByteBuffer> ofAvro(GenericRecord data, EventHeaders event) {
        try {
            return new Decoded.Value<>(event.body().render(data));
        } catch (IllegalArgumentException e) {
            return new Decoded.Undecodable<>(e.toString());
        }
    }

    private static Decoded<ByteBuffer> ofJson(ConsumerRecord<byte[], byte[]> record, EventHeaders event) {
        String type = CloudEventHeaders.text(record.headers(), CloudEventHeaders.CONTENT_TYPE);
        if (record.value() == null || !CloudEventHeaders.JSON.equals(type)) {
            return new Decoded.Undecodable<>(
                    "An event on " + CUSTOM + " needs a value, and the content-type " + CloudEventHeaders.JSON);
        }
        try {
            String data =
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(record.value())).toString();
            return isOneObject(data)
                    ? new Decoded.Value<>(event.body().render(data))
                    : new Decoded.Undecodable<>("The data of an event is one JSON object");
        } catch (CharacterCodingException e) {
            return new Decoded.Undecodable<>("The data of an event is UTF-8: " + e);
        } catch (IOException e) {
            // Its message would quote what it stumbled over.
            return new Decoded.Undecodable<>(
                    "The data of an event is valid JSON: " + e.getClass().getName());
        }
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
