package io.hookline.reconciliation.reading;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Where a page ended, in a form that is nobody's business but ours.
 *
 * @param parts what the last item of the page is sorted by
 */
public record Cursor(List<String> parts) {
    /** Occurs in no time, number or id. */
    private static final String SEPARATOR = "\n";

    public Cursor {
        parts = List.copyOf(parts);
    }

    public static Cursor at(String... parts) {
        return new Cursor(List.of(parts));
    }

    /**
     * Reads a cursor that a caller gave back.
     *
     * @throws InvalidQuery if it is none of ours
     */
    static Cursor parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return new Cursor(List.of(new String(bytes, StandardCharsets.UTF_8).split(SEPARATOR, -1)));
        } catch (IllegalArgumentException e) {
            throw invalid(e);
        }
    }

    /** The complaint about a cursor that is none of ours. */
    public static InvalidQuery invalid(Throwable cause) {
        return new InvalidQuery("cursor", "must be the nextCursor of an earlier answer, unchanged", cause);
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
    }
}
