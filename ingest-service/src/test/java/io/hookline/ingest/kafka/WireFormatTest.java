package io.hookline.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.callback.PublishSubmitted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

final class WireFormatTest {
    private static final Schema EVENT = new Schema.Parser()
            .parse("{\"type\": \"record\", \"name\": \"E\", \"fields\": [{\"name\": \"a\", \"type\": \"string\"}]}");

    private final AtomicInteger lookups = new AtomicInteger();
    private final WireFormat wire = new WireFormat(serde(), Schedulers.immediate());

    /** A serde that has registered every schema as number 258 and encodes nothing, to tell its records from ours. */
    private Serializer<Object> serde() {
        return (topic, value) -> {
            lookups.incrementAndGet();
            return ByteBuffer.allocate(5).putInt(1, 258).array();
        };
    }

    @Test
    void asksTheSerdeOnceForEachKindOfRecord() {
        encode(event("first"));
        encode(event("second"));
        encode(event("third"));

        assertThat(lookups).hasValue(1);
    }

    @Test
    void writesLaterRecordsItselfUnderTheSameId() {
        encode(event("first"));

        assertThat(encode(event("hi"))).containsExactly(0, 0, 0, 1, 2, 4, 'h', 'i');
    }

    @Test
    void writesGeneratedRecordsWithTheirLogicalTypes() {
        PublishSubmitted record = new PublishSubmitted("p", "w", "q", "tiktok", "x", null, Instant.ofEpochMilli(1));
        encode(record);

        assertThat(encode(record)).endsWith(2, 'x', 0, 2);
    }

    @Test
    void asksAgainAfterAFailure() {
        WireFormat down = new WireFormat(
                (topic, value) -> {
                    lookups.incrementAndGet();
                    throw new UncheckedIOException(new IOException("registry is away"));
                },
                Schedulers.immediate());

        assertThatThrownBy(() -> down.encode("t", event("a")).block()).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> down.encode("t", event("a")).block()).isInstanceOf(UncheckedIOException.class);

        assertThat(lookups).hasValue(2);
    }

    private byte[] encode(GenericContainer value) {
        return wire.encode("t", value).blockOptional().orElseThrow();
    }

    private static GenericData.Record event(String a) {
        return new GenericRecordBuilder(EVENT).set("a", a).build();
    }
}
