package io.hookline.reconciliation.publish;

import io.hookline.event.PostFailed;
import io.hookline.event.PostPublished;
import io.hookline.reconciliation.outbox.OutboxRecord;
import io.hookline.reconciliation.publish.PublishEvent.Failed;
import io.hookline.reconciliation.publish.PublishEvent.Published;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Puts events into their wire format. May wait for the schema registry on first use. */
final class PublishEventEncoder {
    private static final String TOPIC = Topics.EVENTS_PUBLISHING.topicName();
    private static final String SOURCE = "/reconciliation-service";

    private final Serializer<Object> serializer;

    PublishEventEncoder(Serializer<Object> serializer) {
        this.serializer = serializer;
    }

    OutboxRecord encode(PublishEvent event) {
        return new OutboxRecord(
                TOPIC,
                event.workspaceId() + ":" + event.postId(),
                headers(event),
                serializer.serialize(TOPIC, value(event)));
    }

    private static SpecificRecord value(PublishEvent event) {
        String platform = event.platform().wireName();
        return switch (event.content()) {
            case Published published ->
                new PostPublished(
                        event.postId(),
                        platform,
                        published.platformPostId(),
                        published.publishedAt().toString(),
                        published.url(),
                        published.corrected() ? true : null);
            case Failed failed -> new PostFailed(event.postId(), platform, failed.error(), failed.errorCode());
        };
    }

    private static Map<String, String> headers(PublishEvent event) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(CloudEventHeaders.SPEC_VERSION, CloudEventHeaders.SPEC_VERSION_1_0);
        headers.put(CloudEventHeaders.ID, event.id());
        headers.put(CloudEventHeaders.TYPE, event.content().type());
        headers.put(CloudEventHeaders.SOURCE, SOURCE);
        headers.put(CloudEventHeaders.TIME, event.time().toString());
        headers.put(CloudEventHeaders.SUBJECT, event.postId());
        headers.put(CloudEventHeaders.WORKSPACE, event.workspaceId());
        headers.put(CloudEventHeaders.CONTENT_TYPE, CloudEventHeaders.AVRO);
        if (event.traceparent() != null) {
            headers.put(CloudEventHeaders.TRACEPARENT, event.traceparent());
        }
        return headers;
    }
}
