package io.hookline.registry;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Rows as columns, each an array that one statement takes apart again with {@code unnest}. */
public final class Columns<T> {
    private final List<T> rows;

    public Columns(List<T> rows) {
        this.rows = rows;
    }

    public Object texts(Function<T, @Nullable String> value) {
        return column(value, String[]::new);
    }

    public Object integers(Function<T, @Nullable Integer> value) {
        return column(value, Integer[]::new);
    }

    public Object longs(Function<T, @Nullable Long> value) {
        return column(value, Long[]::new);
    }

    public Object times(Function<T, @Nullable Instant> value) {
        return column(
                row -> {
                    Instant time = value.apply(row);
                    return time == null ? null : time.atOffset(ZoneOffset.UTC);
                },
                OffsetDateTime[]::new);
    }

    /** Since 1970, for {@code to_timestamp}. */
    public Object millis(Function<T, @Nullable Instant> value) {
        return column(
                row -> {
                    Instant time = value.apply(row);
                    return time == null ? null : time.toEpochMilli();
                },
                Long[]::new);
    }

    private <V> Object column(Function<T, @Nullable V> value, IntFunction<V[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
