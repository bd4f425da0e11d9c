package io.hookline.local;

/** The stack cannot start for a reason that the person at the keyboard can mend; the message is all there is to show. */
public final class CannotStart extends RuntimeException {
    CannotStart(String message) {
        super(message);
    }

    CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
