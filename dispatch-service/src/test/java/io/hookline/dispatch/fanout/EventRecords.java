package io.hookline.dispatch.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.dispatch.subscription.KnownSubscriptions;
import io.hookline.schemas.CloudEventHeaders;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records of events for tests. */
final class EventRecords {
    static final String PUBLISHING = "events.publishing.v1";
    static final String CUSTOM = "events.custom.v1";

    private EventRecords() {}

    /** An event with what every event has, and these headers. */
    static ConsumerRecord<byte[], byte[]> event(
            String topic, String type, byte @Nullable [] value, Map<String, String> moreHeaders) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(topic, 0, 7, "ws_1:post_1".getBytes(UTF_8), value);
        CloudEventHeaders.put(record.headers(), CloudEventHeaders.ID, "evt_1");
        CloudEventHeaders.put(record.headers(), CloudEventHeaders.TYPE, type);
        CloudEventHeaders.put(record.headers(), CloudEventHeaders.TIME, "2026-01-15T10:00:00Z");
        CloudEventHeaders.put(record.headers(), CloudEventHeaders.WORKSPACE, KnownSubscriptions.WORKSPACE.value());
        moreHeaders.forEach((name, text) -> CloudEventHeaders.put(record.headers(), name, text));
        return record;
    }

    /** An event of a workspace's own. */
    static ConsumerRecord<byte[], byte[]> custom(String data) {
        return event(
                CUSTOM,
                "order.shipped",
                data.getBytes(UTF_8),
                Map.of(CloudEventHeaders.CONTENT_TYPE, CloudEventHeaders.JSON));
    }
}
