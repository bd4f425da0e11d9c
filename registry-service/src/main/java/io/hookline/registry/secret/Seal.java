package io.hookline.registry.secret;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Seals text so that only a holder of the key set can read it, and only as what it was sealed for: the associated data is the
 * UTF-8 of the owner's id or purpose, so a sealed value copied to another row does not open there. Thread-safe.
 */
public final class Seal {
    private final Aead aead;

    /** Reads a key set as {@code HOOKLINE_KEYSET} has it. */
    public Seal(String keyset) {
        try {
            this.aead = KeySets.aead(keyset);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not a Tink AEAD key set", e);
        }
    }

    public Sealed seal(String clear, String owner) {
        try {
            return Sealed.of(
                    aead.encrypt(clear.getBytes(StandardCharsets.UTF_8), owner.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing failed", e);
        }
    }

    /** Throws if it was sealed with another key set, for another owner, or has been changed since. */
    public String open(Sealed value, String owner) {
        try {
            return new String(
                    aead.decrypt(value.bytes(), owner.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "What was sealed for " + owner + " does not open; has HOOKLINE_KEYSET changed?", e);
        }
    }
}
