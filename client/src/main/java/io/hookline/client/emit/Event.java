package io.hookline.client.emit;

import io.hookline.client.event.EventData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event to emit. Immutable as far as its data is. Its text form does not show the data.
 *
 * <pre>{@code
 * emitter.emit(Event.of(new MatchFound("match_123", "video_456", "video_789", 0.95)).inWorkspace("ws_1"));
 * emitter.emit(Event.of("order.shipped", Map.of("orderId", "order_1")));
 * }</pre>
 *
 * @param type the event type
 * @param data what Jackson can turn into a JSON object
 * @param id 1 to 64 of A-Z a-z 0-9 _ . -; an event with the id of an earlier one is the same event. Null: the emitter
 * makes one
 * @param workspaceId whose event it is; null: the workspace of the token
 * @param time when it happened; null: when it is emitted
 */
public record Event(
        String type,
        Object data,
        @Nullable String id,
        @Nullable String workspaceId,
        @Nullable Instant time) {

    /** An event of the catalogue, or of a type of your own that has a class. */
    public static Event of(EventData data) {
        return of(data.eventTypeName(), data);
    }

    /** An event of any type. */
    public static Event of(String type, Object data) {
        return new Event(type, data, null, null, null);
    }

    /** The same under an id of its cause's, so that emitting it twice is emitting it once. */
    public Event withId(String id) {
        return new Event(type, data, id, workspaceId, time);
    }

    /** The same for a workspace (a tenant). */
    public Event inWorkspace(@Nullable String workspaceId) {
        return new Event(type, data, id, workspaceId, time);
    }

    /** The same, but happened then. */
    public Event at(Instant time) {
        return new Event(type, data, id, workspaceId, time);
    }

    @Override
    public String toString() {
        return "Event[type=" + type + ", id=" + id + ", workspaceId=" + workspaceId + ", time=" + time + "]";
    }
}
