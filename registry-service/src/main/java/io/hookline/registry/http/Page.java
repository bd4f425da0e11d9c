package io.hookline.registry.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor what to pass as {@code cursor} to get the next part; null: this is the last
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    public Page {
        items = List.copyOf(items);
    }

    /** Cuts the page from rows of which one more than the limit was asked for, to see whether there are more. */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> position) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, position.apply(items.getLast()).encoded());
    }

    public <R> Page<R> map(Function<T, R> conversion) {
        return new Page<>(items.stream().map(conversion).toList(), nextCursor);
    }
}
