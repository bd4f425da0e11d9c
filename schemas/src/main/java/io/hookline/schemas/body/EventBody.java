package io.hookline.schemas.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.avro.generic.IndexedRecord;

/**
 * The body of the requests that carry an event: {@code {"event":…,"timestamp":…,"data":{…},"workspaceId":…,"id":…}}, always the
 * same bytes for the same event, whoever renders it.
 *
 * @param type the event type
 * @param time ISO 8601, as its record has it
 * @param workspace whose event it is
 * @param id the event's id
 */
public record EventBody(String type, String time, String workspace, String id) {
    private static final int USUAL_LENGTH = 512;

    /** The whole body, with the data from an Avro record; {@link IllegalArgumentException} if it has values that Avro does not know. */
    public ByteBuffer render(IndexedRecord data) {
        StringBuilder out = new StringBuilder(USUAL_LENGTH);
        JavaScriptJson json = begin(out);
        json.value(data);
        return end(out, json);
    }

    /** The whole body, with data that is one JSON object in UTF-8 and goes in as it is; {@link IllegalArgumentException} if it is none. */
    public ByteBuffer render(ByteBuffer data) {
        return render(JsonData.read(data));
    }

    /** The whole body, with data as {@link CompactJson} writes it. What comes from elsewhere must be looked at before it goes in. */
    public ByteBuffer render(String data) {
        StringBuilder out = new StringBuilder(USUAL_LENGTH + data.length());
        JavaScriptJson json = begin(out);
        out.append(data);
        return end(out, json);
    }

    private JavaScriptJson begin(StringBuilder out) {
        JavaScriptJson json = new JavaScriptJson(out);
        out.append("{\"event\":");
        json.string(type);
        out.append(",\"timestamp\":");
        json.string(time);
        out.append(",\"data\":");
        return json;
    }

    private ByteBuffer end(StringBuilder out, JavaScriptJson json) {
        out.append(",\"workspaceId\":");
        json.string(workspace);
        out.append(",\"id\":");
        json.string(id);
        out.append('}');
        return ByteBuffer.wrap(out.toString().getBytes(UTF_8));
    }
}
