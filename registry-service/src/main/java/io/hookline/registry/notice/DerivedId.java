package io.hookline.registry.notice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names events by what they say: {@code evt_} and 32 hex digits. */
final class DerivedId {
    private static final int LENGTH = 16;

    private DerivedId() {}

    /** The same for the same text. */
    static String of(String text) {
        return "evt_" + HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)), 0, LENGTH);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
