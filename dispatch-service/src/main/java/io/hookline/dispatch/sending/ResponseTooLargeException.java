package io.hookline.dispatch.sending;

import java.io.IOException;

/** An answer went on beyond what is read of one. */
public final class ResponseTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    ResponseTooLargeException() {
        super("The answer is longer than " + ResponseLimits.READ_BODY_BYTES + " bytes");
    }
}
