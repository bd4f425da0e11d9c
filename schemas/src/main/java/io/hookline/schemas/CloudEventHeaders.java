package io.hookline.schemas;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Names of the record headers of events: the CloudEvents Kafka binding in binary mode, all values UTF-8.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">The binding</a>
 */
public final class CloudEventHeaders {
    public static final String SPEC_VERSION = "ce_specversion";
    /** The event's id, which customers see as {@code webhook-id}. */
    public static final String ID = "ce_id";
    /** The event type of the catalogue, for instance {@code post.published}. */
    public static final String TYPE = "ce_type";
    /** The service that emitted the event, for instance {@code /reconciliation-service}. */
    public static final String SOURCE = "ce_source";
    /** When it happened, ISO 8601 in UTC; customers see it as {@code timestamp}. */
    public static final String TIME = "ce_time";
    /** The entity the event is about, for instance the post id. */
    public static final String SUBJECT = "ce_subject";
    /** Extension: the workspace whose event it is. */
    public static final String WORKSPACE = "ce_workspace";
    /** Extension: the one subscription the event is for, whatever types that asks for; absent on ordinary events. */
    public static final String SUBSCRIPTION = "ce_subscription";

    public static final String CONTENT_TYPE = "content-type";
    public static final String TRACEPARENT = "traceparent";

    public static final String SPEC_VERSION_1_0 = "1.0";
    public static final String AVRO = "application/avro";
    public static final String JSON = "application/json";

    private CloudEventHeaders() {}

    /** The value of the last header of that name, or null. */
    public static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Adds a header, unless the value is null. */
    public static void put(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
