package io.hookline.schemas.body;

import org.jspecify.annotations.Nullable;

/** Data that came from JSON, written again as {@link EventBody#render(String)} wants it: as {@code JSON.stringify} would. */
public final class CompactJson {
    private CompactJson() {}

    /**
     * Writes a value made of maps, collections, texts, numbers, truth values and null. Members are in the order of their names,
     * after those that are array indexes.
     */
    public static String of(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        new JavaScriptJson(out).value(value);
        return out.toString();
    }
}
