package io.hookline.registry.secret;

import java.util.Base64;

/**
 * Something that only a holder of the key set can read.
 *
 * @param base64 the sealed bytes, in the form in which they are stored
 */
public record Sealed(String base64) {
    static Sealed of(byte[] bytes) {
        return new Sealed(Base64.getEncoder().encodeToString(bytes));
    }

    public byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }
}
