package io.hookline.registry.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list that goes from new to old: after the row of that time and id. Rows that are added meanwhile do not move it.
 */
public record Cursor(Instant time, String id) {
    /** Before the newest row there can be. */
    private static final Cursor START = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), "");

    /** Reads what a client passes; absent means the start. */
    public static Cursor parse(@Nullable String encoded) {
        if (encoded == null) {
            return START;
        }
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8).split("\\|", -1);
            if (parts.length == 2 && parts[0].matches("\\d{1,17}") && parts[1].matches("[\\w.]{1,100}")) {
                return new Cursor(Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS), parts[1]);
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the same answer.
        }
        throw Rejected.field("cursor", "must be a nextCursor of this list, unchanged");
    }

    public String encoded() {
        String text = ChronoUnit.MICROS.between(Instant.EPOCH, time) + "|" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
