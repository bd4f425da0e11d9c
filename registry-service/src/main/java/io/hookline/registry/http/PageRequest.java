package io.hookline.registry.http;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param limit the most rows, 1 to 100
 */
public record PageRequest(Cursor cursor, int limit) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 100;

    /** Reads the query parameters {@code cursor} and {@code limit}. */
    public static PageRequest parse(@Nullable String cursor, @Nullable String limit) {
        return new PageRequest(Cursor.parse(cursor), limit == null ? DEFAULT_LIMIT : limit(limit));
    }

    private static int limit(String text) {
        if (text.matches("\\d{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= HIGHEST_LIMIT) {
                return limit;
            }
        }
        throw Rejected.field("limit", "must be a whole number from 1 to " + HIGHEST_LIMIT);
    }
}
