package io.hookline.registry.delivery;

import org.jspecify.annotations.Nullable;

/** A record that is not what its topic is for, however often it is read. */
final class UndecodableException extends Exception {
    UndecodableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
