package io.hookline.ingest.platform;

import io.hookline.ingest.http.Fields;
import io.hookline.ingest.http.StrictJson;
import io.hookline.ingest.kafka.Ids;
import java.nio.ByteBuffer;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a platform said about a post.
 *
 * @param callbackId the same for every repeat of the same statement, whenever it was sent
 * @param body what arrived, unknown fields included
 */
record Callback(String callbackId, Platform platform, String externalPostId, ByteBuffer body, Instant receivedAt) {
    private static final int LONGEST_ID = 255;
    /** When the platform sent it, which differs between two deliveries of one statement. */
    private static final String SEND_TIME = "timestamp";

    /** Reads a request body; fields that are known must have their type, others may be anything. */
    static Callback read(Platform platform, byte[] body, Instant now) {
        ObjectNode json = StrictJson.object(body);
        Fields fields = new Fields(json);
        String externalPostId = fields.requiredText(LONGEST_ID, "external_post_id");
        for (String name : platform.texts()) {
            if (!fields.find(name).map(JsonNode::isString).orElse(true)) {
                fields.reject(name, "must be a string");
            }
        }
        for (String name : platform.flags()) {
            if (!fields.find(name).map(JsonNode::isBoolean).orElse(true)) {
                fields.reject(name, "must be true or false");
            }
        }
        fields.check();
        return new Callback(
                idOf(platform, externalPostId, json),
                platform,
                externalPostId,
                ByteBuffer.wrap(body).asReadOnlyBuffer(),
                now);
    }

    private static String idOf(Platform platform, String externalPostId, ObjectNode json) {
        ObjectNode statement = json.deepCopy();
        statement.remove(SEND_TIME);
        return Ids.derived("cb_", platform.wireName(), externalPostId, StrictJson.canonical(statement));
    }
}
