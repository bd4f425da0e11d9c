package io.hookline.registry.http;

import org.jspecify.annotations.Nullable;

/**
 * A field of a request that may be absent, null, or a value; the three mean different things when a part of something is
 * replaced.
 *
 * @param present whether the field was there at all
 * @param value null where the field is absent or JSON null
 */
public record Given<T>(boolean present, @Nullable T value) {

    public static <T> Given<T> absent() {
        return new Given<>(false, null);
    }

    public static <T> Given<T> of(@Nullable T value) {
        return new Given<>(true, value);
    }

    /** What is given, be it null, or else what is there already. */
    public @Nullable T orElse(@Nullable T current) {
        return present ? value : current;
    }
}
