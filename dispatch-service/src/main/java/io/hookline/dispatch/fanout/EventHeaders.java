package io.hookline.dispatch.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.dispatch.delivery.EventId;
import io.hookline.dispatch.subscription.SubscriptionId;
import io.hookline.dispatch.subscription.WorkspaceId;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.body.EventBody;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What an event's record says of it beside its data.
 *
 * @param time ISO 8601, as it was written
 * @param entity the record's key: what the event is about; null if it has none
 * @param target the one subscription it is for; null: for all that asked for its type
 * @param reported the subscription whose state an operational event tells of; null on all other events
 * @param traceparent null if there is none, or none that could be sent on
 */
record EventHeaders(
        EventId id,
        String type,
        WorkspaceId workspace,
        String time,
        @Nullable String entity,
        @Nullable SubscriptionId target,
        @Nullable SubscriptionId reported,
        @Nullable String traceparent) {
    /** These become values of HTTP headers. */
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /** Test events go to the subscription they were asked for, and to nobody who happens to ask for everything. */
    private static final String TEST = "webhook.test";

    /** All others of this family are operational events. */
    private static final String WEBHOOKS = "webhook.";

    /** What makes a record an event; those that lack it go to the dead topic with these words. */
    static final String REQUIRED =
            ("An event needs the headers %s and %s, of 1 to 200 visible ASCII characters, and %s;"
                            + " an operational one (%s*) %s too")
                    .formatted(
                            CloudEventHeaders.ID,
                            CloudEventHeaders.TYPE,
                            CloudEventHeaders.WORKSPACE,
                            WEBHOOKS,
                            CloudEventHeaders.SUBJECT);

    /** Empty if something is missing or unusable; see {@link #REQUIRED}. */
    static Optional<EventHeaders> read(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        String id = CloudEventHeaders.text(headers, CloudEventHeaders.ID);
        String type = CloudEventHeaders.text(headers, CloudEventHeaders.TYPE);
        String workspace = CloudEventHeaders.text(headers, CloudEventHeaders.WORKSPACE);
        if (id == null || type == null || workspace == null || !isVisible(id) || !isVisible(type)) {
            return Optional.empty();
        }
        boolean operational = type.startsWith(WEBHOOKS) && !type.equals(TEST);
        SubscriptionId reported = operational ? subscription(headers, CloudEventHeaders.SUBJECT) : null;
        if (operational && reported == null) {
            return Optional.empty();
        }
        return Optional.of(new EventHeaders(
                new EventId(id),
                type,
                new WorkspaceId(workspace),
                time(record),
                entity(record),
                subscription(headers, CloudEventHeaders.SUBSCRIPTION),
                reported,
                trace(headers)));
    }

    boolean isTest() {
        return type.equals(TEST);
    }

    /** What is sent of it, still without its data. */
    EventBody body() {
        return new EventBody(type, time, workspace.value(), id.value());
    }

    private static boolean isVisible(String text) {
        return VISIBLE_ASCII.matcher(text).matches();
    }

    private static String time(ConsumerRecord<?, ?> record) {
        String time = CloudEventHeaders.text(record.headers(), CloudEventHeaders.TIME);
        return time == null ? Instant.ofEpochMilli(record.timestamp()).toString() : time;
    }

    private static @Nullable String entity(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? null : new String(record.key(), UTF_8);
    }

    private static @Nullable SubscriptionId subscription(Headers headers, String header) {
        String id = CloudEventHeaders.text(headers, header);
        return id == null ? null : new SubscriptionId(id);
    }

    private static @Nullable String trace(Headers headers) {
        String trace = CloudEventHeaders.text(headers, CloudEventHeaders.TRACEPARENT);
        return trace != null && TRACEPARENT.matcher(trace).matches() ? trace : null;
    }
}
