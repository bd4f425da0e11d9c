package io.hookline.dispatch.kafka;

import io.hookline.schemas.SchemaRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads record values of one Avro type, telling bad records from a registry that is away. Thread-safe. */
public final class RecordDecoder<T> {
    private static final Logger log = LoggerFactory.getLogger(RecordDecoder.class);

    private final Deserializer<?> deserializer;
    private final Class<T> type;

    public RecordDecoder(Deserializer<?> deserializer, Class<T> type) {
        this.deserializer = deserializer;
        this.type = type;
    }

    public Decoded<T> decode(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return new Decoded.Undecodable<>("The record has no value");
        }
        try {
            Object value = deserializer.deserialize(record.topic(), record.value());
            return type.isInstance(value)
                    ? new Decoded.Value<>(type.cast(value))
                    : new Decoded.Undecodable<>("Expected " + type.getSimpleName() + " but found another record type");
        } catch (RuntimeException e) {
            if (SchemaRegistry.isAway(e)) {
                log.atWarn().addKeyValue("topic", record.topic()).log("The schema registry does not answer");
                return new Decoded.RegistryAway<>();
            }
            return new Decoded.Undecodable<>(e.toString());
        }
    }
}
