package io.hookline.dispatch.sending;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** No token could be had to log in with. Nothing was sent to the endpoint. Its message holds nothing that was sent or answered. */
public final class AuthenticationFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    public AuthenticationFailedException(String message) {
        this(message, null);
    }

    AuthenticationFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
