package io.hookline.ingest.kafka;

import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.header.Headers;

/**
 * A record to be written.
 *
 * @param headers not to be changed from now on
 */
public record Outgoing(String topic, String key, Content content, Headers headers) {

    /** What is in a record. */
    public sealed interface Content {
        /** An Avro record, which goes into the wire format of its schema. */
        record Avro(GenericContainer value) implements Content {}

        /** Bytes, which go as they are. */
        @SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and a copy would be made for no reader.
        record Plain(byte[] value) implements Content {}
    }

    public static Outgoing avro(String topic, String key, GenericContainer value, Headers headers) {
        return new Outgoing(topic, key, new Content.Avro(value), headers);
    }

    public static Outgoing plain(String topic, String key, byte[] value, Headers headers) {
        return new Outgoing(topic, key, new Content.Plain(value), headers);
    }
}
