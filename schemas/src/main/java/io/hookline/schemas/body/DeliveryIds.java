package io.hookline.schemas.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names deliveries: {@code dlv_} and 32 hex digits. */
public final class DeliveryIds {
    private static final int LENGTH = 16;

    private DeliveryIds() {}

    /** The id of an event's delivery to a subscription, always the same, so that fanning an event out again adds nothing. */
    public static String of(String eventId, String subscriptionId) {
        byte[] digest = sha256().digest((eventId + ":" + subscriptionId).getBytes(UTF_8));
        return "dlv_" + HexFormat.of().formatHex(digest, 0, LENGTH);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
