package io.hookline.reconciliation.publish;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where posts are published. */
public enum Platform {
    INSTAGRAM,
    TIKTOK,
    YOUTUBE;

    /** Its name in records, URLs and the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Platform> named(String wireName) {
        return Arrays.stream(values())
                .filter(platform -> platform.wireName().equals(wireName))
                .findFirst();
    }
}
