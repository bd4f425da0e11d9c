package io.hookline.dispatch.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.avro.generic.IndexedRecord;

/** The body of the requests that carry an event: {@code {"event":…,"timestamp":…,"data":{…},"workspaceId":…,"id":…}}. */
final class EventBody {
    private EventBody() {}

    static ByteBuffer render(EventHeaders headers, IndexedRecord data) {
        StringBuilder out = new StringBuilder(512);
        JavaScriptJson json = new JavaScriptJson(out);
        out.append("{\"event\":");
        json.string(headers.type());
        out.append(",\"timestamp\":");
        json.string(headers.time());
        out.append(",\"data\":");
        json.value(data);
        out.append(",\"workspaceId\":");
        json.string(headers.workspace().value());
        out.append(",\"id\":");
        json.string(headers.id().value());
        out.append('}');
        return ByteBuffer.wrap(out.toString().getBytes(UTF_8));
    }
}
