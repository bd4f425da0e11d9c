package io.hookline.reconciliation.callback;

import io.hookline.reconciliation.publish.Platform;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The fields that a callback leaves in a publish and in the ledger, under the names of the publishing contract. Pure. */
final class WebhookFields {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What each platform's callback can carry, and the name under which it is kept. */
    private static final Map<Platform, Map<String, String>> KEPT = Map.of(
            Platform.INSTAGRAM, Map.of("media_url", "media_url", "status", "webhook_status"),
            Platform.TIKTOK,
                    Map.of(
                            "task_id", "task_id",
                            "complete", "complete",
                            "video_url", "video_url",
                            "status", "webhook_status"),
            Platform.YOUTUBE, Map.of("videoId", "videoId", "publishAt", "publishAt", "status", "webhook_status"));

    private WebhookFields() {}

    /** What goes into a publish's {@code extra_metadata}. */
    static Map<String, JsonNode> extraMetadata(Callback callback) {
        Map<String, JsonNode> fields = said(callback);
        fields.put("webhook_received", JSON.booleanNode(true));
        fields.put("webhook_timestamp", JSON.stringNode(callback.receivedAt().toString()));
        fields.put(
                "webhook_platform", JSON.stringNode(callback.post().platform().wireName()));
        return fields;
    }

    /** What goes into the ledger: the platform's own fields, and which callback of which post it was. */
    static Map<String, JsonNode> ledgerMetadata(Callback callback) {
        Map<String, JsonNode> fields = said(callback);
        fields.put("platform", JSON.stringNode(callback.post().platform().wireName()));
        fields.put("external_post_id", JSON.stringNode(callback.post().externalPostId()));
        fields.put("callback_id", JSON.stringNode(callback.id()));
        return fields;
    }

    private static Map<String, JsonNode> said(Callback callback) {
        Map<String, JsonNode> fields = new HashMap<>();
        KEPT.getOrDefault(callback.post().platform(), Map.of())
                .forEach((name, kept) -> callback.body().get(name).ifPresent(value -> fields.put(kept, value)));
        return fields;
    }
}
