package io.hookline.client.webhook;

import io.hookline.client.webhook.Verification.Reason;
import io.hookline.client.webhook.Verification.Refused;
import io.hookline.client.webhook.Verification.Verified;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the body of a verified request: {@code {"event","timestamp","data","workspaceId","id"}}. */
final class EventReader {
    private static final JsonMapper JSON = JsonMapper.shared();

    private EventReader() {}

    /**
     * The event.
     *
     * @param signedId the value of {@code webhook-id}; null: the body's own id is taken
     */
    static Verification read(byte[] body, @Nullable String signedId) {
        try {
            JsonNode json = JSON.readTree(body);
            String id = signedId == null ? text(json, "id") : signedId;
            JsonNode data = json.path("data");
            if (!data.isObject()) {
                return refused("The body has no data");
            }
            Instant time = OffsetDateTime.parse(text(json, "timestamp")).toInstant();
            return new Verified(new WebhookEvent(id, text(json, "event"), time, text(json, "workspaceId"), data));
        } catch (JacksonException e) {
            return refused("The body is not JSON");
        } catch (DateTimeException e) {
            return refused("The timestamp of the body is not ISO 8601");
        } catch (IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw new IllegalArgumentException("The body has no " + name);
        }
        return value.stringValue();
    }

    private static Refused refused(String detail) {
        return new Refused(Reason.NOT_AN_EVENT, detail);
    }
}
