package io.hookline.registry.delivery;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;

/** Tells data that the database will never take from a database that is away, by its SQL state. */
final class UnstorableData {
    private static final String DATA_EXCEPTION = "22";
    private static final String INTEGRITY_VIOLATION = "23";

    private UnstorableData() {}

    static boolean isCauseOf(@Nullable Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException exception) {
                String state = exception.getSqlState();
                return state != null && (state.startsWith(DATA_EXCEPTION) || state.startsWith(INTEGRITY_VIOLATION));
            }
        }
        return false;
    }
}
