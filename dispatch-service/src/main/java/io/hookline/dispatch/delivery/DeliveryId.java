package io.hookline.dispatch.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.dispatch.subscription.SubscriptionId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a delivery: {@code dlv_} and 32 hex digits. */
public record DeliveryId(String value) {
    private static final int LENGTH = 16;

    /** The id of an event's delivery to a subscription, always the same, so that fanning an event out again adds nothing. */
    public static DeliveryId of(EventId event, SubscriptionId subscription) {
        byte[] digest = sha256().digest((event + ":" + subscription).getBytes(UTF_8));
        return new DeliveryId("dlv_" + HexFormat.of().formatHex(digest, 0, LENGTH));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
