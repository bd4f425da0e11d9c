package io.hookline.registry.catalogue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An event type as its workspace sees it. */
record OwnTypeView(
        String type,
        @Nullable String description,
        JsonNode jsonSchema,
        JsonNode example,
        @Nullable String entity,
        Instant createdAt,
        Instant updatedAt) {

    static OwnTypeView of(OwnType type) {
        JsonMapper json = JsonMapper.shared();
        return new OwnTypeView(
                type.name(),
                type.description(),
                json.readTree(type.jsonSchema()),
                json.readTree(type.example()),
                type.entity(),
                type.createdAt(),
                type.updatedAt());
    }
}
