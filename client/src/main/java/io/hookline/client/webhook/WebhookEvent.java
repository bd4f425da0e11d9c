package io.hookline.client.webhook;

import io.hookline.client.event.EventData;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event that was delivered and verified. Its text form does not show the data.
 *
 * @param id the same in every attempt and redelivery: handle each id once
 * @param event the event type, for instance {@code post.published}
 * @param timestamp when it happened
 * @param workspaceId whose event it is
 * @param data the fields of the type; there may be more than the client knows
 */
public record WebhookEvent(String id, String event, Instant timestamp, String workspaceId, JsonNode data) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * The data as the record of its type:
     *
     * <pre>{@code
     * switch (event.event()) {
     *     case PostPublished.TYPE -> show(event.dataAs(PostPublished.class).url());
     *     default -> {}
     * }
     * }</pre>
     *
     * @throws JacksonException if the data does not fit the class
     */
    public <T extends EventData> T dataAs(Class<T> type) {
        return JSON.treeToValue(data, type);
    }

    @Override
    public String toString() {
        return "WebhookEvent[id=" + id + ", event=" + event + ", timestamp=" + timestamp + ", workspaceId="
                + workspaceId + "]";
    }
}
