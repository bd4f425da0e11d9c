package io.hookline.ingest.owntype;

import io.hookline.ingest.http.Fields;
import io.hookline.schemas.body.JavaScriptJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event type of a workspace's own. Thread-safe.
 *
 * @param version rises with every change
 * @param entity the field of the data that names what an event is about; null: each event is its own
 * @param schema what the data must match; null: nothing can be made of what the workspace registered
 */
public record OwnType(
        String name,
        long version,
        @Nullable String entity,
        @Nullable DataSchema schema) {

    /**
     * The data of an event, as it is written.
     *
     * @param json compact JSON, which {@code JSON.stringify(JSON.parse(json))} gives back byte for byte
     * @param entity what the event is about; empty if that is not said
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and a copy would be made for no reader.
    public record Data(byte[] json, Optional<String> entity) {}

    /** Reads the data of an event, and reports, with its path, everything that does not fit; empty if anything does not. */
    public Optional<Data> read(JsonNode data, Fields errors) {
        DataSchema usable = schema;
        if (usable == null) {
            errors.reject("event", "has a JSON Schema that cannot be used; register the type again");
            return Optional.empty();
        }
        if (!(data instanceof ObjectNode object)) {
            errors.reject("data", "must be an object");
            return Optional.empty();
        }
        Optional<JsonNode> held = new JavaScriptData(errors).held(object);
        // Checked is what will be sent.
        held.ifPresent(value -> usable.errors(value).forEach(errors::reject));
        return held.filter(value -> errors.areAllGood())
                .map(value -> new Data(JavaScriptData.write(value).getBytes(StandardCharsets.UTF_8), entity(value)));
    }

    private Optional<String> entity(JsonNode data) {
        JsonNode value = entity == null ? null : data.get(entity);
        if (value == null) {
            return Optional.empty();
        }
        if (value.isIntegralNumber()) {
            StringBuilder digits = new StringBuilder();
            new JavaScriptJson(digits).number(value.doubleValue());
            return Optional.of(digits.toString());
        }
        return value.isString() && !value.stringValue().isEmpty() ? Optional.of(value.stringValue()) : Optional.empty();
    }
}
