package io.hookline.ingest.owntype;

import io.hookline.ingest.http.Fields;
import io.hookline.schemas.body.JavaScriptJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as it is once a receiver in JavaScript has parsed it: members that are array indexes go first, all numbers are doubles.
 * Numbers that would become others by that, or none, are reported rather than changed, but for fractions, which are rounded to
 * the nearest double.
 */
final class JavaScriptData {
    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    private final Fields errors;

    JavaScriptData(Fields errors) {
        this.errors = errors;
    }

    /** The same data as JavaScript holds it; empty if it cannot. */
    Optional<JsonNode> held(ObjectNode data) {
        JsonNode held = held(data, () -> "data");
        return errors.areAllGood() ? Optional.of(held) : Optional.empty();
    }

    private JsonNode held(JsonNode node, Supplier<String> path) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                for (Map.Entry<String, JsonNode> member : members(object)) {
                    copy.set(member.getKey(), held(member.getValue(), () -> path.get() + "." + member.getKey()));
                }
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
                for (JsonNode item : array) {
                    int index = copy.size();
                    copy.add(held(item, () -> path.get() + "[" + index + "]"));
                }
                yield copy;
            }
            default -> node.isNumber() ? number(node, path) : node;
        };
    }

    private static List<Map.Entry<String, JsonNode>> members(ObjectNode object) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
        members.sort(Map.Entry.comparingByKey(JavaScriptJson.indexesFirst()));
        return members;
    }

    private JsonNode number(JsonNode node, Supplier<String> path) {
        double value = node.decimalValue().doubleValue();
        if (!Double.isFinite(value)) {
            errors.reject(path.get(), "must be a number that a double can hold");
            return node;
        }
        if (node.isIntegralNumber() && new BigDecimal(value).compareTo(node.decimalValue()) != 0) {
            errors.reject(path.get(), "is a whole number that JavaScript cannot hold; send it as a string");
            return node;
        }
        if (value != Math.rint(value)) {
            return DoubleNode.valueOf(value);
        }
        return Math.abs(value) <= MAX_SAFE_INTEGER
                ? LongNode.valueOf((long) value)
                : BigIntegerNode.valueOf(new BigDecimal(value).toBigIntegerExact());
    }

    /** The text of data that was made by {@link #held}. */
    static String write(JsonNode data) {
        StringBuilder out = new StringBuilder();
        write(data, out, new JavaScriptJson(out));
        return out.toString();
    }

    private static void write(JsonNode node, StringBuilder out, JavaScriptJson json) {
        switch (node) {
            case ObjectNode object -> {
                String separator = "{";
                for (Map.Entry<String, JsonNode> member : object.properties()) {
                    out.append(separator);
                    json.string(member.getKey());
                    out.append(':');
                    write(member.getValue(), out, json);
                    separator = ",";
                }
                out.append(object.isEmpty() ? "{}" : "}");
            }
            case ArrayNode array -> {
                String separator = "[";
                for (JsonNode item : array) {
                    out.append(separator);
                    write(item, out, json);
                    separator = ",";
                }
                out.append(array.isEmpty() ? "[]" : "]");
            }
            default -> {
                if (node.isString()) {
                    json.string(node.stringValue());
                } else if (node.isNumber()) {
                    json.number(node.doubleValue());
                } else {
                    out.append(node);
                }
            }
        }
    }
}
