package io.hookline.ingest.event;

import io.hookline.schemas.EventType;
import java.time.Instant;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event that is fit to be written.
 *
 * @param id the client's own, so that its retry is the same event, or one that was made here
 * @param entity what it is about; null if its type has no such thing
 * @param traceparent the W3C trace context of the request; null without one
 */
record Event(
        String id,
        EventType type,
        String workspaceId,
        Instant time,
        @Nullable String entity,
        @Nullable String traceparent,
        GenericRecord data) {

    /** Events about one entity share a key, hence a partition, hence stay in order. */
    String key() {
        return workspaceId + ":" + (entity == null ? id : entity);
    }
}
