package io.hookline.registry.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.EventType;
import io.hookline.schemas.Topics;
import io.hookline.schemas.body.CompactJson;
import io.hookline.schemas.body.EventBody;
import java.nio.ByteBuffer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** The example of an event type, as an event of it would travel. */
public sealed interface Example {
    String type();

    String topic();

    /** What the event is about; null if it is about nothing that has a name. */
    @Nullable
    String entity();

    String contentType();

    /** The value of its record. May wait for the schema registry. */
    byte[] value(Serializer<Object> avro);

    /** What a customer would get. */
    ByteBuffer render(EventBody body);

    static Example of(EventType type) {
        return new OfCatalogue(type, ExampleRecord.of(type));
    }

    static Example of(OwnType type) {
        return new OfWorkspace(type, CompactJson.of(JsonMapper.shared().readValue(type.example(), Object.class)));
    }

    /** Of a type of the catalogue: an Avro record. */
    record OfCatalogue(EventType eventType, GenericRecord data) implements Example {
        @Override
        public String type() {
            return eventType.name();
        }

        @Override
        public String topic() {
            return eventType.topic();
        }

        @Override
        public @Nullable String entity() {
            return eventType.entity() == null ? null : String.valueOf(data.get(eventType.entity()));
        }

        @Override
        public String contentType() {
            return CloudEventHeaders.AVRO;
        }

        @Override
        public byte[] value(Serializer<Object> avro) {
            return avro.serialize(topic(), data);
        }

        @Override
        public ByteBuffer render(EventBody body) {
            return body.render(data);
        }
    }

    /** Of a workspace's own type: JSON. */
    record OfWorkspace(OwnType ownType, String data) implements Example {
        @Override
        public String type() {
            return ownType.name();
        }

        @Override
        public String topic() {
            return Topics.EVENTS_CUSTOM.topicName();
        }

        @Override
        public @Nullable String entity() {
            return ownType.entity() == null
                    ? null
                    : JsonMapper.shared().readTree(data).path(ownType.entity()).asString();
        }

        @Override
        public String contentType() {
            return MediaType.APPLICATION_JSON_VALUE;
        }

        @Override
        public byte[] value(Serializer<Object> avro) {
            return data.getBytes(UTF_8);
        }

        @Override
        public ByteBuffer render(EventBody body) {
            return body.render(data);
        }
    }
}
