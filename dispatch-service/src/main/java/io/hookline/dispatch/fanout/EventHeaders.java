package io.hookline.dispatch.fanout;

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
 * What the headers of an event's record say.
 *
 * @param time ISO 8601, as it was written
 * @param target the one subscription it is for; null: for all that asked for its type
 * @param traceparent null if there is none, or none that could be sent on
 */
record EventHeaders(
        EventId id,
        String type,
        WorkspaceId workspace,
        String time,
        @Nullable SubscriptionId target,
        @Nullable String traceparent) {
    /** These become values of HTTP headers. */
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /** What makes a record an event; those that lack it go to the dead topic with these words. */
    static final String REQUIRED = "An event needs the headers %s and %s, of 1 to 200 visible ASCII characters, and %s"
            .formatted(CloudEventHeaders.ID, CloudEventHeaders.TYPE, CloudEventHeaders.WORKSPACE);

    /** Empty if something is missing or unusable; see {@link #REQUIRED}. */
    static Optional<EventHeaders> read(ConsumerRecord<?, ?> record) {
        Headers headers = record.headers();
        String id = CloudEventHeaders.text(headers, CloudEventHeaders.ID);
        String type = CloudEventHeaders.text(headers, CloudEventHeaders.TYPE);
        String workspace = CloudEventHeaders.text(headers, CloudEventHeaders.WORKSPACE);
        if (id == null || type == null || workspace == null || !isVisible(id) || !isVisible(type)) {
            return Optional.empty();
        }
        return Optional.of(new EventHeaders(
                new EventId(id), type, new WorkspaceId(workspace), time(record), target(headers), trace(headers)));
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

    private static @Nullable SubscriptionId target(Headers headers) {
        String target = CloudEventHeaders.text(headers, CloudEventHeaders.SUBSCRIPTION);
        return target == null ? null : new SubscriptionId(target);
    }

    private static @Nullable String trace(Headers headers) {
        String trace = CloudEventHeaders.text(headers, CloudEventHeaders.TRACEPARENT);
        return trace != null && TRACEPARENT.matcher(trace).matches() ? trace : null;
    }
}
