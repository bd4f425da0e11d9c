package io.hookline.client.emit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Turns events into what {@code POST /api/v1/events} reads. Thread-safe. */
final class Rendering {
    private final JsonMapper json;

    Rendering(JsonMapper json) {
        this.json = json;
    }

    /** An id that no other event has. */
    static String newId() {
        return "evt_" + UUID.randomUUID().toString().replace("-", "");
    }

    byte[] render(Event event, String id, Instant time) {
        return json.writeValueAsBytes(new Body(event.type(), event.data(), id, time.toString(), event.workspaceId()));
    }

    /** One event as ingest-service takes it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(
            String event,
            Object data,
            String id,
            String timestamp,
            @Nullable String workspaceId) {}
}
