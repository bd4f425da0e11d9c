package io.hookline.ingest.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Cuts a list of JSON objects into the texts of its items, without building anything from them: a list may be much larger than
 * what is good to have in memory as a tree. It is an array, or an object with the array in its only field.
 */
public final class JsonList {
    /** Items may be as deep as {@link StrictJson} allows, and those that are deeper fail by themselves. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String field;
    private final byte[] quotedField;
    private final int most;

    /**
     * A way to write lists.
     *
     * @param field the object's field that may hold the array
     * @param most how many items there may be
     */
    public JsonList(String field, int most) {
        this.field = field;
        this.quotedField = ('"' + field + '"').getBytes(StandardCharsets.US_ASCII);
        this.most = most;
    }

    /** Whether a body is to be read as a list: an array, or an object whose first field is the list's. */
    public boolean isIn(byte[] body) {
        int start = skipSpace(body, 0);
        if (start == body.length || body[start] != '{') {
            return start < body.length && body[start] == '[';
        }
        int first = skipSpace(body, start + 1);
        int end = Math.min(first + quotedField.length, body.length);
        return Arrays.equals(body, first, end, quotedField, 0, quotedField.length);
    }

    /**
     * The items in their order; an empty text for one that is no object. Throws {@link Rejected} if the body is no list, or not
     * of one to so many items.
     */
    public List<String> cut(byte[] body) {
        String text = StrictJson.text(body);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            boolean wrapped = parser.nextToken() == JsonToken.START_OBJECT;
            if (wrapped && (parser.nextToken() != JsonToken.PROPERTY_NAME || !field.equals(parser.currentName()))) {
                throw noList();
            }
            if (wrapped && parser.nextToken() != JsonToken.START_ARRAY) {
                throw noList();
            }
            List<String> items = items(parser, text);
            if ((wrapped && parser.nextToken() != JsonToken.END_OBJECT) || parser.nextToken() != null) {
                throw noList();
            }
            return items;
        } catch (JacksonException e) {
            throw new Rejected(Problem.badRequest("The body is not valid JSON" + StrictJson.place(e.getLocation())
                    + ": it must be one list, without duplicate names in its objects."));
        }
    }

    private List<String> items(JsonParser parser, String text) {
        List<String> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() == most) {
                throw Rejected.field(field, "may have at most " + most + " items; send the others on their own");
            }
            boolean object = parser.currentToken() == JsonToken.START_OBJECT;
            int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
            parser.skipChildren();
            int end = Math.toIntExact(parser.currentLocation().getCharOffset());
            items.add(object ? text.substring(start, end) : "");
        }
        if (items.isEmpty()) {
            throw Rejected.field(field, "must have at least one item");
        }
        return items;
    }

    private Rejected noList() {
        return Rejected.field(field, "must be an array, and the only field of the object that it is in");
    }

    private static int skipSpace(byte[] body, int from) {
        int i = from;
        while (i < body.length && (body[i] == ' ' || body[i] == '\n' || body[i] == '\r' || body[i] == '\t')) {
            i++;
        }
        return i;
    }
}
