package io.hookline.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Makes docs/events.md, the reference of all event types, from their schemas. */
final class EventsPageTest {
    private static final String HEAD = """
            # Events

            What can be subscribed to, and what `data` is in each: made from the schemas in
            [schemas/src/main/avro/event](../schemas/src/main/avro/event) by `EventsPageTest`. A field marked *optional* may be absent. Fields
            may be added to a type at any time; none is ever taken away, and none changes its meaning.

            A webhook asks for types by name, for families (`post.*`) or for all (`*`). `webhook.test` goes only to the webhook it was asked for, and
            the other `webhook.*` never to the one they are about.
            """;

    @Test
    void describesEveryType() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        for (EventType type : EventCatalogue.load().all()) {
            describe(type, page);
        }
        GeneratedPage.hold("events.md", page.toString());
    }

    private static void describe(EventType type, StringBuilder page) throws JsonProcessingException {
        page.append("\n## ").append(type.name()).append("\n\n");
        page.append(type.description()).append(" Topic `").append(type.topic()).append("`, record `");
        page.append(type.schema().getFullName()).append("`.\n\n| field | type | |\n| --- | --- | --- |\n");
        Deque<Schema> further = new ArrayDeque<>();
        rows(type.schema(), page, further);
        while (!further.isEmpty()) {
            Schema nested = further.remove();
            page.append("\n`").append(nested.getName()).append("`: ").append(nested.getDoc());
            page.append("\n\n| field | type | |\n| --- | --- | --- |\n");
            rows(nested, page, further);
        }
        ObjectMapper json = new ObjectMapper();
        String example = json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(type.example()));
        page.append("\n```json\n").append(example).append("\n```\n");
    }

    private static void rows(Schema record, StringBuilder page, Deque<Schema> further) {
        for (Schema.Field field : record.getFields()) {
            page.append("| `").append(field.name()).append("` | ");
            page.append(typeOf(field.schema(), further)).append(" | ");
            page.append(field.doc()).append(" |\n");
        }
    }

    private static String typeOf(Schema schema, Deque<Schema> further) {
        return switch (schema.getType()) {
            case UNION ->
                schema.getTypes().stream()
                        .filter(each -> each.getType() != Schema.Type.NULL)
                        .map(each -> typeOf(each, further) + ", optional")
                        .collect(Collectors.joining(" or "));
            case ARRAY -> "list of " + typeOf(schema.getElementType(), further);
            case MAP -> "object of " + typeOf(schema.getValueType(), further);
            case RECORD -> {
                further.add(schema);
                yield "`" + schema.getName() + "`";
            }
            case INT, LONG -> "integer";
            case FLOAT, DOUBLE -> "number";
            case BOOLEAN -> "true or false";
            case STRING, ENUM -> "text";
            case BYTES, FIXED -> "base64";
            case NULL -> throw new IllegalStateException("A field that is always null");
        };
    }
}
