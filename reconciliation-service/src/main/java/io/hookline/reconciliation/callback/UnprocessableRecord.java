package io.hookline.reconciliation.callback;

import org.jspecify.annotations.Nullable;

/** A record that will not become processable by trying again, and goes to the dead topic for that reason. */
final class UnprocessableRecord extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnprocessableRecord(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    UnprocessableRecord(String message) {
        this(message, null);
    }
}
