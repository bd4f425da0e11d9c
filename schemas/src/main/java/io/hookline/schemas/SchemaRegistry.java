package io.hookline.schemas;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Where schemas are registered, and whose serde talks to it. Whatever the serde, a value on a topic is the Confluent wire
 * format (byte 0, four bytes schema id, Avro binary) under the subject {@code <topic>-<record's full name>}.
 *
 * @param url the registry's base address, without a path for Apicurio ({@code http://localhost:8085}); for Confluent as it
 *     documents it
 * @param serde whose serializer to use
 */
public record SchemaRegistry(URI url, Serde serde) {

    /** The vendors whose serde can be used. Class names, not classes: Confluent's is not on Maven Central. */
    public enum Serde {
        APICURIO(
                "io.apicurio.registry.serde.avro.AvroKafkaSerializer",
                "io.apicurio.registry.serde.avro.AvroKafkaDeserializer") {
            @Override
            Map<String, Object> configuration(URI url, boolean specific) {
                return Map.of(
                        "apicurio.registry.url",
                        trimmed(url) + "/apis/registry/v3",
                        "apicurio.registry.http.adapter",
                        "JDK",
                        "apicurio.registry.auto-register",
                        true,
                        "apicurio.registry.auto-register.if-exists",
                        "FIND_OR_CREATE_VERSION",
                        "apicurio.registry.artifact-resolver-strategy",
                        TopicRecordSubject.class.getName(),
                        // What an id stands for never changes, so a cached schema stays good while the registry is
                        // away.
                        "apicurio.registry.check-period-ms",
                        Duration.ofHours(1).toMillis(),
                        "apicurio.registry.fault-tolerant-refresh",
                        true,
                        "apicurio.registry.avro-datum-provider",
                        CachedDatumProvider.class.getName(),
                        "apicurio.registry.use-specific-avro-reader",
                        specific);
            }
        },
        CONFLUENT(
                "io.confluent.kafka.serializers.KafkaAvroSerializer",
                "io.confluent.kafka.serializers.KafkaAvroDeserializer") {
            @Override
            Map<String, Object> configuration(URI url, boolean specific) {
                return Map.of(
                        "schema.registry.url",
                        url.toString(),
                        "auto.register.schemas",
                        true,
                        "value.subject.name.strategy",
                        "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy",
                        "avro.remove.java.properties",
                        true,
                        "specific.avro.reader",
                        specific);
            }
        };

        private final String serializerClass;
        private final String deserializerClass;

        Serde(String serializerClass, String deserializerClass) {
            this.serializerClass = serializerClass;
            this.deserializerClass = deserializerClass;
        }

        abstract Map<String, Object> configuration(URI url, boolean specific);

        private static String trimmed(URI url) {
            String text = url.toString();
            return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        }
    }

    /** Reads {@code apicurio} or {@code confluent}, in any case. */
    public static SchemaRegistry of(URI url, String serde) {
        return new SchemaRegistry(url, Serde.valueOf(serde.toUpperCase(Locale.ROOT)));
    }

    /** Writes any Avro record, registering its schema on first use. Thread-safe; the caller closes it. */
    public Serializer<Object> serializer() {
        Serializer<Object> serializer = instance(serde.serializerClass);
        serializer.configure(serde.configuration(url, true), false);
        return serializer;
    }

    /** Reads records into the generated classes of this module. Thread-safe; the caller closes it. */
    public Deserializer<SpecificRecord> specificDeserializer() {
        return deserializer(true);
    }

    /** Reads records of any type, known here or not, by the schema they were written with. The caller closes it. */
    public Deserializer<GenericRecord> genericDeserializer() {
        return deserializer(false);
    }

    /**
     * Whether a serde failed because the registry could not be asked, so that the same record may well pass later. Otherwise
     * the fault is the record's.
     */
    public static boolean isAway(Throwable failure) {
        return RegistryFailures.areFrom(failure);
    }

    private <T> Deserializer<T> deserializer(boolean specific) {
        Deserializer<T> deserializer = instance(serde.deserializerClass);
        deserializer.configure(serde.configuration(url, specific), false);
        return deserializer;
    }

    @SuppressWarnings("unchecked") // The vendors' classes are serdes of Object.
    private static <T> T instance(String className) {
        try {
            return (T) Utils.newInstance(className, Object.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    className + " is not on the class path; Confluent's serde needs a build with -Pconfluent", e);
        }
    }
}
