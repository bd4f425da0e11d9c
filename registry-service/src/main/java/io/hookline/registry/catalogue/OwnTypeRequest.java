package io.hookline.registry.catalogue;

import io.hookline.registry.http.FieldError;
import io.hookline.registry.http.Fields;
import io.hookline.registry.http.PlainText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a call says about an event type, all of it valid: the schema is one, and the example matches it. */
record OwnTypeRequest(
        @Nullable String description,
        String jsonSchema,
        String example,
        @Nullable String entity) {
    private static final String SCHEMA = "jsonSchema";
    private static final String EXAMPLE = "example";
    private static final String ENTITY = "entity";
    private static final int LARGEST_SCHEMA = 64 * 1024;
    private static final int LARGEST_EXAMPLE = 64 * 1024;
    private static final int LONGEST_DESCRIPTION = 500;
    private static final int LONGEST_ENTITY = 100;

    /** Reads all fields and ends with {@link Fields#end}. */
    static OwnTypeRequest read(Fields fields) {
        String description = fields.text("description", text -> PlainText.problem(text, LONGEST_DESCRIPTION))
                .value();
        String entity = fields.text(ENTITY, text -> PlainText.problem(text, LONGEST_ENTITY))
                .value();
        ObjectNode schema = fields.json(SCHEMA).value();
        ObjectNode example = fields.json(EXAMPLE).value();
        String schemaText = text(fields, SCHEMA, schema, LARGEST_SCHEMA);
        String exampleText = text(fields, EXAMPLE, example, LARGEST_EXAMPLE);
        if (schema != null && example != null && schemaText.length() <= LARGEST_SCHEMA) {
            check(fields, schema, example);
        }
        if (entity != null && example != null && !namesSomething(example.path(entity))) {
            fields.reject(ENTITY, "must be a field of the data that is a text or a whole number in the example");
        }
        fields.end();
        return new OwnTypeRequest(description, schemaText, exampleText, entity);
    }

    private static String text(Fields fields, String field, @Nullable ObjectNode value, int largest) {
        if (value == null) {
            fields.rejectMissing(field);
            return "";
        }
        String text = JsonMapper.shared().writeValueAsString(value);
        if (text.getBytes(StandardCharsets.UTF_8).length > largest) {
            fields.reject(field, "must have at most " + largest + " bytes as compact JSON");
        }
        return text;
    }

    private static void check(Fields fields, ObjectNode schema, ObjectNode example) {
        try {
            DataSchema.parse(schema)
                    .problem(example)
                    .ifPresent(problem -> fields.reject(EXAMPLE + problem.field(), problem.message()));
        } catch (InvalidDataSchemaException e) {
            FieldError problem = e.problem();
            fields.reject(SCHEMA + problem.field(), problem.message());
        }
    }

    private static boolean namesSomething(JsonNode value) {
        return (value.isString() && !value.stringValue().isEmpty()) || value.isIntegralNumber();
    }
}
