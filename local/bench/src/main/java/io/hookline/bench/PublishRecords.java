package io.hookline.bench;

import io.hookline.callback.PlatformCallbackReceived;
import io.hookline.callback.PublishSubmitted;
import io.hookline.local.Stack;
import io.hookline.schemas.SchemaRegistry;
import io.hookline.schemas.Topics;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Makes what ingest-service puts onto {@code callbacks.publishing.v1}: registrations, and what the platform says of them. */
final class PublishRecords implements AutoCloseable {
    private static final String TOPIC = Topics.CALLBACKS_PUBLISHING.topicName();
    private static final String PLATFORM = "instagram";

    private final Serializer<Object> serializer;

    PublishRecords(SystemUnderTest system) {
        serializer = SchemaRegistry.of(URI.create(system.variable("HOOKLINE_SCHEMA_REGISTRY_URL")), "apicurio")
                .serializer();
    }

    /** A post is registered. */
    ProducerRecord<byte[], byte[]> submission(String post, Instant at, @Nullable Integer timeoutSeconds) {
        return record(
                post,
                new PublishSubmitted(
                        "pub_" + digits(post), Stack.WORKSPACE, post, PLATFORM, external(post), timeoutSeconds, at));
    }

    /** The platform says that it is public. */
    ProducerRecord<byte[], byte[]> callback(String post) {
        ByteBuffer body = ByteBuffer.wrap(("{\"external_post_id\":\"" + external(post) + "\",\"media_url\":"
                        + "\"https://www.instagram.com/p/" + external(post) + "/\",\"status\":\"published\","
                        + "\"timestamp\":\"2026-01-10T12:00:00Z\"}")
                .getBytes(StandardCharsets.UTF_8));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return record(post, new PlatformCallbackReceived("cb_" + digits(post), PLATFORM, external(post), body, now));
    }

    @Override
    public void close() {
        serializer.close();
    }

    private ProducerRecord<byte[], byte[]> record(String post, SpecificRecord value) {
        byte[] key = (PLATFORM + ":" + external(post)).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(TOPIC, key, serializer.serialize(TOPIC, value));
    }

    private static String external(String post) {
        return "ig_" + digits("external " + post).substring(0, 17);
    }

    /** As long and as scattered as the ids that the services derive: an index of ids in order would be too easy. */
    private static String digits(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
