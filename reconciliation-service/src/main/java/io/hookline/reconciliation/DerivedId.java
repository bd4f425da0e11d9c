package io.hookline.reconciliation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids that follow from their cause, so that whatever is done twice has the same id both times. */
public final class DerivedId {
    private static final int BYTES = 16;
    /** Occurs in no id or name, so that ("a", "bc") and ("ab", "c") differ. */
    private static final byte SEPARATOR = 0;

    private DerivedId() {}

    /** The prefix, then 32 hex digits that depend on every part of the cause. */
    public static String of(String prefix, String... cause) {
        MessageDigest digest = sha256();
        for (String part : cause) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update(SEPARATOR);
        }
        return prefix + HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
