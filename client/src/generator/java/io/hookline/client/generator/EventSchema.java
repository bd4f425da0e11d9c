package io.hookline.client.generator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One schema file: the record of an event's data and those it has inside.
 *
 * @param data the event's own record
 * @param records that one and those inside it
 */
record EventSchema(RecordSchema data, List<RecordSchema> records) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static EventSchema read(Path file) {
        List<RecordSchema> records = new ArrayList<>();
        RecordSchema data = record(JSON.readTree(file.toFile()), records);
        return new EventSchema(data, List.copyOf(records));
    }

    private static RecordSchema record(JsonNode schema, List<RecordSchema> records) {
        String name = schema.required("name").stringValue();
        List<Field> fields = new ArrayList<>();
        for (JsonNode field : schema.required("fields")) {
            fields.add(field(name, field, records));
        }
        RecordSchema record = new RecordSchema(
                name,
                schema.required("doc").stringValue(),
                schema.path("hookline.type").stringValue(""),
                schema.has("hookline.example") ? schema.get("hookline.example").toPrettyString() : "",
                List.copyOf(fields));
        records.add(record);
        return record;
    }

    private static Field field(String record, JsonNode field, List<RecordSchema> records) {
        String name = field.required("name").stringValue();
        JsonNode type = field.required("type");
        boolean optional = type.isArray();
        if (optional && !(type.size() == 2 && type.get(0).asString("").equals("null"))) {
            throw new IllegalArgumentException(record + "." + name + ": a union must be of null and one type");
        }
        String javaType = javaType(record + "." + name, optional ? type.get(1) : type, records);
        return new Field(name, javaType, optional, field.required("doc").stringValue());
    }

    private static String javaType(String where, JsonNode type, List<RecordSchema> records) {
        if (type.isString()) {
            return switch (type.stringValue()) {
                case "string" -> "String";
                case "boolean", "int", "long", "double" -> type.stringValue();
                default -> throw unknown(where, type);
            };
        }
        return switch (type.path("type").stringValue("")) {
            case "record" -> record(type, records).name();
            case "array" -> "List<" + Field.boxed(javaType(where, type.required("items"), records)) + ">";
            case "map" -> "Map<String, " + Field.boxed(javaType(where, type.required("values"), records)) + ">";
            // As text, so that a receiver can read a constant that is newer than its client.
            case "enum" -> "String";
            default -> throw unknown(where, type);
        };
    }

    private static IllegalArgumentException unknown(String where, JsonNode type) {
        return new IllegalArgumentException(where + ": the generator does not know the type " + type);
    }
}
