package io.hookline.registry.catalogue;

import io.hookline.schemas.EventType;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the record of an event type that travels on Kafka; its fields need the types that the catalogue uses. */
public final class ExampleRecord {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ExampleRecord() {}

    public static GenericRecord of(EventType type) {
        return of(type, type.example());
    }

    /** The record of other data than the example. */
    public static GenericRecord of(EventType type, String data) {
        return record(type.schema(), JSON.readTree(data));
    }

    private static GenericRecord record(Schema schema, JsonNode object) {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = object.get(field.name());
            record.put(
                    field.pos(),
                    value == null ? GenericData.get().getDefaultValue(field) : value(field.schema(), value));
        }
        return record;
    }

    private static @Nullable Object value(Schema schema, JsonNode node) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, node);
            case ARRAY ->
                node.values().stream()
                        .map(item -> value(schema.getElementType(), item))
                        .toList();
            case MAP -> map(schema.getValueType(), node);
            case UNION -> node.isNull() ? null : value(otherThanNull(schema), node);
            case STRING -> node.stringValue();
            case INT -> node.intValue();
            case LONG -> node.longValue();
            case FLOAT -> node.floatValue();
            case DOUBLE -> node.doubleValue();
            case BOOLEAN -> node.booleanValue();
            case NULL -> null;
            case ENUM -> new GenericData.EnumSymbol(schema, node.stringValue());
            case FIXED, BYTES -> throw new IllegalArgumentException("JSON has nothing for " + schema);
        };
    }

    private static Map<String, @Nullable Object> map(Schema valueType, JsonNode object) {
        Map<String, @Nullable Object> map = new HashMap<>();
        object.properties().forEach(entry -> map.put(entry.getKey(), value(valueType, entry.getValue())));
        return map;
    }

    private static Schema otherThanNull(Schema union) {
        return union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }
}
