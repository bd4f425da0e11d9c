package io.hookline.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Makes Avro values of JSON, as those do who emit events. */
final class JsonToAvro {
    private JsonToAvro() {}

    static Object value(Schema schema, JsonNode json) {
        return switch (schema.getType()) {
            case RECORD -> object(schema, json);
            case ARRAY -> array(schema, json);
            case UNION -> value(schema.getTypes().getLast(), json);
            case STRING -> json.textValue();
            case BOOLEAN -> json.booleanValue();
            case INT -> json.intValue();
            case LONG -> json.longValue();
            case DOUBLE -> json.doubleValue();
            default -> throw new AssertionError("No event has a field of the type " + schema.getType());
        };
    }

    private static GenericData.Record object(Schema schema, JsonNode json) {
        GenericData.Record record = new GenericData.Record(schema);
        json.properties().forEach(member -> {
            Schema.Field field = schema.getField(member.getKey());
            record.put(field.pos(), value(field.schema(), member.getValue()));
        });
        return record;
    }

    private static List<Object> array(Schema schema, JsonNode json) {
        List<Object> elements = new ArrayList<>();
        json.forEach(element -> elements.add(value(schema.getElementType(), element)));
        return elements;
    }
}
