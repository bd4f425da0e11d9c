package io.hookline.ingest.event;

import io.hookline.ingest.kafka.Outgoing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that is fit to be written.
 *
 * @param id the client's own, so that its retry is the same event, or one that was made here
 * @param topic where events of its type go
 * @param entity what it is about; null if its type has no such thing
 * @param traceparent the W3C trace context of the request; null without one
 * @param data an Avro record, or the JSON of a type that is a workspace's own
 */
record Event(
        String id,
        String type,
        String topic,
        String workspaceId,
        Instant time,
        @Nullable String entity,
        @Nullable String traceparent,
        Outgoing.Content data) {

    /** Events about one entity share a key, hence a partition, hence stay in order. */
    String key() {
        return workspaceId + ":" + (entity == null ? id : entity);
    }
}
