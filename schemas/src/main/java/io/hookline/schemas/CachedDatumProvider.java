package io.hookline.schemas;

import io.apicurio.registry.serde.avro.DefaultAvroDatumProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Keeps a reader and a writer for each schema. So does Apicurio's own, but finds them by the fingerprint of the schema, which
 * it works out for each record anew; that takes longer than the rest of writing one. Thread-safe.
 */
public final class CachedDatumProvider<T> extends DefaultAvroDatumProvider<T> {
    private final Map<Schema, DatumReader<T>> readers = new ConcurrentHashMap<>();
    private final Map<Written, DatumWriter<T>> writers = new ConcurrentHashMap<>();

    private record Written(Schema schema, boolean specific) {}

    @Override
    public DatumReader<T> createDatumReader(Schema schema) {
        DatumReader<T> known = readers.get(schema);
        return known != null ? known : readers.computeIfAbsent(schema, super::createDatumReader);
    }

    @Override
    public DatumWriter<T> createDatumWriter(T data, Schema schema) {
        Written key = new Written(schema, data instanceof SpecificRecord);
        DatumWriter<T> known = writers.get(key);
        return known != null ? known : writers.computeIfAbsent(key, _ -> super.createDatumWriter(data, schema));
    }
}
