package io.hookline.ingest.idempotency;

import io.hookline.ingest.kafka.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A request that came with a key.
 *
 * @param fingerprint tells it from another request under the same key: SHA-256 of method, path and body, in hex
 */
public record KeyedRequest(String workspaceId, IdempotencyKey key, String fingerprint) {

    public static KeyedRequest of(String workspaceId, IdempotencyKey key, String path, byte[] body) {
        MessageDigest digest = sha256();
        digest.update(("POST " + path + "\n").getBytes(StandardCharsets.UTF_8));
        return new KeyedRequest(workspaceId, key, HexFormat.of().formatHex(digest.digest(body)));
    }

    /**
     * An id for what the request makes at a place in it, the same each time the request is sent: whoever sees it twice knows it
     * by that. Another request under the same key, after an error or when the key is forgotten, makes other ids.
     */
    public String id(String prefix, int index) {
        return Ids.derived(prefix, workspaceId, key.value(), fingerprint, Integer.toString(index));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
