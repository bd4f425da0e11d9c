package io.hookline.dispatch.guard;

import java.io.IOException;

/** A name led to an address that must not be connected to. Nothing was sent. */
public final class AddressNotAllowedException extends IOException {
    private static final long serialVersionUID = 1L;

    public AddressNotAllowedException(String message) {
        super(message);
    }
}
