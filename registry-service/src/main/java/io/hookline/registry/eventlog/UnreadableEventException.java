package io.hookline.registry.eventlog;

/** An event whose data is not what its record says it is, however often it is read. */
public final class UnreadableEventException extends Exception {
    UnreadableEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
