package io.hookline.ingest.kafka;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/** Makes ids: a prefix and 32 hex digits. Derived from their cause where there is one, so that a repeat has the same id. */
public final class Ids {
    private static final int BYTES = 16;
    /** Not a character of any id, so that no two causes run together. */
    private static final String SEPARATOR = "\u0000";

    private Ids() {}

    public static String derived(String prefix, String... cause) {
        byte[] digest = sha256().digest(String.join(SEPARATOR, cause).getBytes(StandardCharsets.UTF_8));
        return prefix + HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
    }

    public static String random(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
