package io.hookline.registry.eventlog;

import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.body.EventBody;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * An event as it stands on the log. What its headers mean, and which records are events, is as dispatch-service has it.
 *
 * @param entity what it is about: the key of its record
 * @param loggedAt when its record was written
 * @param body what is sent of it, still without its data
 * @param target the one subscription it is for; null: for all that asked for its type
 * @param reported the subscription whose state an operational event tells of, and which does not receive it; null on all
 *     other events
 * @param traceparent null if there is none, or none that could be sent on
 * @param contentType of the value; null: Avro
 * @param value its data, encoded
 */
public record LoggedEvent(
        Place place,
        @Nullable String entity,
        Instant loggedAt,
        EventBody body,
        @Nullable String target,
        @Nullable String reported,
        @Nullable String traceparent,
        @Nullable String contentType,
        ByteBuffer value) {

    /** These become values of HTTP headers. */
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /** Test events go to the webhook they were asked for, and to nobody who happens to ask for everything. */
    private static final String TEST = "webhook.test";
    /** All others of this family are operational events. */
    private static final String WEBHOOKS = "webhook.";

    /** Empty if the record is no event. */
    static Optional<LoggedEvent> read(ConsumerRecord<String, byte[]> record) {
        Headers headers = record.headers();
        String id = CloudEventHeaders.text(headers, CloudEventHeaders.ID);
        String type = CloudEventHeaders.text(headers, CloudEventHeaders.TYPE);
        String workspace = CloudEventHeaders.text(headers, CloudEventHeaders.WORKSPACE);
        if (id == null || type == null || workspace == null || !isVisible(id) || !isVisible(type)) {
            return Optional.empty();
        }
        boolean operational = type.startsWith(WEBHOOKS) && !type.equals(TEST);
        String reported = operational ? CloudEventHeaders.text(headers, CloudEventHeaders.SUBJECT) : null;
        if (operational && reported == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(record.value())
                .map(value -> new LoggedEvent(
                        new Place(record.topic(), record.partition(), record.offset()),
                        record.key(),
                        Instant.ofEpochMilli(record.timestamp()),
                        new EventBody(type, time(record), workspace, id),
                        CloudEventHeaders.text(headers, CloudEventHeaders.SUBSCRIPTION),
                        reported,
                        trace(headers),
                        CloudEventHeaders.text(headers, CloudEventHeaders.CONTENT_TYPE),
                        ByteBuffer.wrap(value)));
    }

    public String id() {
        return body.id();
    }

    public String type() {
        return body.type();
    }

    public boolean isTest() {
        return type().equals(TEST);
    }

    private static boolean isVisible(String text) {
        return VISIBLE_ASCII.matcher(text).matches();
    }

    private static String time(ConsumerRecord<?, ?> record) {
        String time = CloudEventHeaders.text(record.headers(), CloudEventHeaders.TIME);
        return time == null ? Instant.ofEpochMilli(record.timestamp()).toString() : time;
    }

    private static @Nullable String trace(Headers headers) {
        String trace = CloudEventHeaders.text(headers, CloudEventHeaders.TRACEPARENT);
        return trace != null && TRACEPARENT.matcher(trace).matches() ? trace : null;
    }
}
