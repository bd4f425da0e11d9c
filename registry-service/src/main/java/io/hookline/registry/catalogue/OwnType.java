package io.hookline.registry.catalogue;

import io.hookline.registry.workspace.WorkspaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event type of a workspace's own. Immutable.
 *
 * @param name for instance {@code order.shipped}
 * @param version rises with every change
 * @param jsonSchema what the data of its events must match, as JSON text
 * @param example data that matches, as JSON text
 * @param entity the field of the data that names what an event is about; null: each event is its own
 */
record OwnType(
        WorkspaceId workspace,
        String name,
        long version,
        @Nullable String description,
        String jsonSchema,
        String example,
        @Nullable String entity,
        Instant createdAt,
        Instant updatedAt) {

    /** The key of its records: no workspace's id has a colon. */
    String id() {
        return workspace.value() + ":" + name;
    }

    /** What a request says of it instead; the same one if that is no change. */
    OwnType with(OwnTypeRequest request, Instant now) {
        OwnType changed = new OwnType(
                workspace,
                name,
                version + 1,
                request.description(),
                request.jsonSchema(),
                request.example(),
                request.entity(),
                createdAt,
                now);
        return request.equals(new OwnTypeRequest(description, jsonSchema, example, entity)) ? this : changed;
    }
}
