package io.hookline.reconciliation.callback;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON object that a platform sent. What PostgreSQL cannot store as text (NUL, and halves of surrogate pairs, which JSON
 * can spell) is replaced by U+FFFD on reading, since a callback must not be lost over a character.
 */
final class CallbackBody {
    // Doubles would turn large numbers into something else.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ObjectNode object;

    private CallbackBody(ObjectNode object) {
        this.object = object;
    }

    static CallbackBody parse(byte[] utf8) {
        try {
            if (JSON.readTree(utf8) instanceof ObjectNode object) {
                return new CallbackBody((ObjectNode) storable(object));
            }
        } catch (JacksonException e) {
            throw new UnprocessableRecord("The body is not JSON", e);
        }
        throw new UnprocessableRecord("The body is not a JSON object");
    }

    static CallbackBody parse(String json) {
        return parse(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The field's value, unless it is missing or null. */
    Optional<JsonNode> get(String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    /** The text of the first of the fields that holds a text with something in it, or a number. */
    Optional<String> text(String... fields) {
        return Stream.of(fields)
                .flatMap(field -> get(field).flatMap(CallbackBody::asText).stream())
                .findFirst();
    }

    /** The text of a field inside an object inside this one. */
    Optional<String> nestedText(String field, String inner) {
        return get(field).map(value -> value.get(inner)).flatMap(CallbackBody::asText);
    }

    /** Whether the field is true; {@code "true"} counts, since some senders write all values as text. */
    Optional<Boolean> flag(String field) {
        return get(field).filter(value -> value.isBoolean() || value.isString()).map(value -> "true"
                .equalsIgnoreCase(value.asString()));
    }

    @Override
    public String toString() {
        return object.toString();
    }

    private static Optional<String> asText(JsonNode value) {
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return Optional.of(number.toPlainString());
        }
        return value.isString()
                ? Optional.of(value.stringValue().strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private static JsonNode storable(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                for (Map.Entry<String, JsonNode> field : object.properties()) {
                    copy.set(StorableText.of(field.getKey()), storable(field.getValue()));
                }
                yield copy;
            }
            case ArrayNode array -> {
                List<JsonNode> elements = new ArrayList<>();
                array.forEach(element -> elements.add(storable(element)));
                yield JsonNodeFactory.instance.arrayNode().addAll(elements);
            }
            case JsonNode text
            when text.isString() -> JsonNodeFactory.instance.stringNode(StorableText.of(text.stringValue()));
            case JsonNode other -> other;
        };
    }
}
