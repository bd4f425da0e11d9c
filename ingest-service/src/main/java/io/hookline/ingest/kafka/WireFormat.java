package io.hookline.ingest.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Turns records into the bytes of the wire: byte 0, four bytes schema id, Avro binary. The serde, which asks the registry and
 * may block, writes the first record of a schema on a scheduler of its own; from that one the id is kept, and all
 * later records are written in place. What an id stands for never changes, so the registry may be away from then on.
 */
final class WireFormat {
    private static final int MAGIC = 0;
    /** Most events fit without growing. */
    private static final int USUAL_SIZE = 512;

    private final Serializer<Object> serializer;
    private final Scheduler scheduler;
    private final Map<Subject, Known> known = new ConcurrentHashMap<>();

    WireFormat(Serializer<Object> serializer, Scheduler scheduler) {
        this.serializer = serializer;
        this.scheduler = scheduler;
    }

    private record Subject(String topic, String recordName) {
        static Subject of(String topic, GenericContainer value) {
            return new Subject(topic, value.getSchema().getFullName());
        }
    }

    private record Known(int schemaId, DatumWriter<GenericContainer> writer) {}

    /** Whether {@link #encode} works without the registry. */
    boolean knows(String topic, GenericContainer value) {
        return known.containsKey(Subject.of(topic, value));
    }

    Mono<byte[]> encode(String topic, GenericContainer value) {
        Subject subject = Subject.of(topic, value);
        Known schema = known.get(subject);
        return schema == null
                ? Mono.fromCallable(() -> learn(subject, value)).subscribeOn(scheduler)
                : Mono.fromCallable(() -> encode(schema, value));
    }

    private byte[] learn(Subject subject, GenericContainer value) {
        byte[] bytes = serializer.serialize(subject.topic(), value);
        known.put(subject, new Known(ByteBuffer.wrap(bytes).getInt(1), writer(value)));
        return bytes;
    }

    private static DatumWriter<GenericContainer> writer(GenericContainer value) {
        Schema schema = value.getSchema();
        return value instanceof SpecificRecord
                ? new SpecificDatumWriter<>(schema, SpecificData.getForSchema(schema))
                : new GenericDatumWriter<>(schema);
    }

    private static byte[] encode(Known schema, GenericContainer value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_SIZE);
        out.write(MAGIC);
        out.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(schema.schemaId()).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            schema.writer().write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be written to", e);
        }
        return out.toByteArray();
    }
}
