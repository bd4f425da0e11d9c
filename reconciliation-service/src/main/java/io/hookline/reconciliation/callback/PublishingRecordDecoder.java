package io.hookline.reconciliation.callback;

import io.hookline.callback.PlatformCallbackReceived;
import io.hookline.callback.PublishSubmitted;
import io.hookline.reconciliation.publish.Platform;
import io.hookline.reconciliation.publish.PostKey;
import io.hookline.reconciliation.publish.Publish;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.SchemaRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads records from their wire format. May wait for the schema registry when it meets a schema for the first time. */
final class PublishingRecordDecoder {
    /** Longer ones are no ids, and would not fit into an index. */
    private static final int LONGEST_ID = 512;

    private final Deserializer<SpecificRecord> deserializer;
    private final Function<Platform, Duration> timeouts;

    PublishingRecordDecoder(Deserializer<SpecificRecord> deserializer, Function<Platform, Duration> timeouts) {
        this.deserializer = deserializer;
        this.timeouts = timeouts;
    }

    /**
     * Reads one record.
     *
     * @throws UnprocessableRecord if it will never be readable
     * @throws RuntimeException otherwise, if the schema registry does not answer
     */
    PublishingRecord decode(ConsumerRecord<String, byte[]> record) {
        return switch (value(record)) {
            case PublishSubmitted submitted -> submission(submitted);
            case PlatformCallbackReceived received ->
                callback(received, CloudEventHeaders.text(record.headers(), CloudEventHeaders.TRACEPARENT));
            case SpecificRecord other ->
                throw new UnprocessableRecord(other.getSchema().getFullName() + " does not belong on this topic");
        };
    }

    private SpecificRecord value(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            throw new UnprocessableRecord("The record has no value");
        }
        try {
            return deserializer.deserialize(record.topic(), record.value());
        } catch (RuntimeException e) {
            if (SchemaRegistry.isAway(e)) {
                throw e;
            }
            throw new UnprocessableRecord("The value cannot be decoded", e);
        }
    }

    private Submission submission(PublishSubmitted submitted) {
        PostKey post = post(submitted.getPlatform(), submitted.getExternalPostId());
        Integer timeout = submitted.getTimeoutSeconds();
        return new Submission(Publish.submitted(
                id("publishId", submitted.getPublishId()),
                id("workspaceId", submitted.getWorkspaceId()),
                id("postId", submitted.getPostId()),
                post,
                submitted.getSubmittedAt(),
                submitted
                        .getSubmittedAt()
                        .plus(timeout == null ? timeouts.apply(post.platform()) : Duration.ofSeconds(timeout))));
    }

    private static Callback callback(PlatformCallbackReceived received, @Nullable String traceparent) {
        return new Callback(
                id("callbackId", received.getCallbackId()),
                post(received.getPlatform(), received.getExternalPostId()),
                CallbackBody.parse(bytes(received.getBody())),
                received.getReceivedAt(),
                traceparent);
    }

    private static PostKey post(String platform, String externalPostId) {
        return new PostKey(
                Platform.named(platform).orElseThrow(() -> new UnprocessableRecord("The platform is not known")),
                id("externalPostId", externalPostId));
    }

    private static String id(String field, String value) {
        if (value.isBlank() || value.length() > LONGEST_ID || !StorableText.isStorable(value)) {
            throw new UnprocessableRecord(
                    field + " is empty, longer than " + LONGEST_ID + " characters, or has characters of no text");
        }
        return value;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
