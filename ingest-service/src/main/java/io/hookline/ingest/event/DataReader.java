package io.hookline.ingest.event;

import io.hookline.ingest.http.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns the {@code data} of an event into the Avro record of its type, and reports, with its path, everything that does not
 * fit: an unknown field, a missing one, a wrong type, a number out of range. Nothing is dropped and nothing is rounded but a
 * fraction to the nearest double.
 */
final class DataReader {
    /** On a text field: whole numbers are taken as well and kept as their digits, for ids that some databases count. */
    private static final String ACCEPTS_INTEGERS = "hookline.acceptsIntegers";

    private final Fields errors;

    DataReader(Fields errors) {
        this.errors = errors;
    }

    /** The record; incomplete if something was reported. */
    GenericRecord read(Schema schema, JsonNode data) {
        return value(schema, data, "data") instanceof GenericRecord record ? record : new GenericData.Record(schema);
    }

    private @Nullable Object value(Schema schema, JsonNode node, String path) {
        return switch (schema.getType()) {
            case STRING -> node.isString() ? text(node, path) : reject(path, "a string");
            case BOOLEAN -> node.isBoolean() ? node.booleanValue() : reject(path, "true or false");
            case INT ->
                whole(node, path, Integer.MIN_VALUE, Integer.MAX_VALUE) instanceof Long number
                        ? number.intValue()
                        : null;
            case LONG -> whole(node, path, Long.MIN_VALUE, Long.MAX_VALUE);
            case DOUBLE -> fraction(node, path);
            case ENUM -> constant(schema, node, path);
            case ARRAY -> array(schema, node, path);
            case MAP -> map(schema, node, path);
            case RECORD -> record(schema, node, path);
            case UNION -> node.isNull() ? null : value(nonNull(schema), node, path);
            case NULL, FLOAT, BYTES, FIXED ->
                throw new IllegalStateException("JSON has nothing for " + schema.getType() + " at " + path);
        };
    }

    private @Nullable Object record(Schema schema, JsonNode node, String path) {
        if (!node.isObject()) {
            return reject(path, "an object");
        }
        for (String name : node.propertyNames()) {
            if (schema.getField(name) == null) {
                errors.reject(path + "." + name, "is not a field of this event type");
            }
        }
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), field(field, node.get(field.name()), path + "." + field.name()));
        }
        return record;
    }

    private @Nullable Object field(Schema.Field field, @Nullable JsonNode node, String path) {
        if (node == null) {
            if (!field.hasDefaultValue()) {
                errors.reject(path, "is required: " + describe(field.schema()));
                return null;
            }
            return GenericData.get().getDefaultValue(field);
        }
        if (node.isIntegralNumber() && Boolean.TRUE.equals(field.getObjectProp(ACCEPTS_INTEGERS))) {
            return node.bigIntegerValue().toString();
        }
        return value(field.schema(), node, path);
    }

    private @Nullable Object array(Schema schema, JsonNode node, String path) {
        if (!node.isArray()) {
            return reject(path, "an array");
        }
        List<@Nullable Object> items = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            items.add(value(schema.getElementType(), Objects.requireNonNull(node.get(i)), path + "[" + i + "]"));
        }
        return items;
    }

    private @Nullable Object map(Schema schema, JsonNode node, String path) {
        if (!node.isObject()) {
            return reject(path, "an object");
        }
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> entries.put(
                        entry.getKey(), value(schema.getValueType(), entry.getValue(), path + "." + entry.getKey())));
        return entries;
    }

    private @Nullable Object constant(Schema schema, JsonNode node, String path) {
        if (node.isString() && schema.hasEnumSymbol(node.stringValue())) {
            return new GenericData.EnumSymbol(schema, node.stringValue());
        }
        return reject(path, describe(schema));
    }

    /** Halves of characters have no UTF-8, and Avro would put a question mark in their place. */
    private @Nullable Object text(JsonNode node, String path) {
        String text = node.stringValue();
        boolean whole = text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
        return whole ? text : reject(path, "a string of whole characters (it has half of a surrogate pair)");
    }

    /** A number without a fraction, however it is spelled: 105, 105.0 and 1.05e2 are the same. */
    private @Nullable Object whole(JsonNode node, String path, long lowest, long highest) {
        if (!node.isNumber()) {
            return reject(path, "a whole number");
        }
        BigDecimal number = node.decimalValue();
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
            return reject(path, "a whole number");
        }
        if (number.compareTo(BigDecimal.valueOf(lowest)) < 0 || number.compareTo(BigDecimal.valueOf(highest)) > 0) {
            return reject(path, "a whole number from " + lowest + " to " + highest);
        }
        return number.longValueExact();
    }

    private @Nullable Object fraction(JsonNode node, String path) {
        if (!node.isNumber()) {
            return reject(path, "a number");
        }
        double number = node.decimalValue().doubleValue();
        return Double.isFinite(number) ? number : reject(path, "a number that a double can hold");
    }

    private @Nullable Object reject(String path, String expected) {
        errors.reject(path, "must be " + expected);
        return null;
    }

    private static Schema nonNull(Schema union) {
        return union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }

    private static String describe(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> "a string";
            case BOOLEAN -> "true or false";
            case INT, LONG -> "a whole number";
            case FLOAT, DOUBLE -> "a number";
            case ENUM -> "one of " + String.join(", ", schema.getEnumSymbols());
            case ARRAY -> "an array";
            case RECORD, MAP -> "an object";
            case UNION -> describe(nonNull(schema)) + " or null";
            case NULL, BYTES, FIXED -> throw new IllegalStateException("JSON has nothing for " + schema.getType());
        };
    }
}
