package io.hookline.dispatch.fanout;

import io.hookline.dispatch.kafka.Decoded;
import io.hookline.dispatch.kafka.RecordDecoder;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.Topics;
import java.nio.ByteBuffer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes the body of an event from its record: from Avro, by the schema it was written with; from JSON, if it is of one of a
 * workspace's own types, which travel on a topic of their own. Thread-safe.
 */
final class EventRenderer {
    private static final String CUSTOM = Topics.EVENTS_CUSTOM.topicName();

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
            return new Decoded.Value<>(event.body().render(ByteBuffer.wrap(record.value())));
        } catch (IllegalArgumentException e) {
            return new Decoded.Undecodable<>(e.toString());
        }
    }
}
