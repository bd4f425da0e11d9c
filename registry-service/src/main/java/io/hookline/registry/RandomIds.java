package io.hookline.registry;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes ids that cannot be guessed: a prefix that says what it is of, and 32 hex digits. Thread-safe. */
public final class RandomIds {
    private static final int BYTES = 16;

    private final SecureRandom random;

    public RandomIds(SecureRandom random) {
        this.random = random;
    }

    public String next(String prefix) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }
}
