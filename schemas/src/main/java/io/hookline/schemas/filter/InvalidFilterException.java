package io.hookline.schemas.filter;

import java.io.Serial;

/** Says what to change in a content filter, and where. */
public final class InvalidFilterException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    InvalidFilterException(String path, String message) {
        super((path.isEmpty() ? "" : path + " ") + message);
    }
}
