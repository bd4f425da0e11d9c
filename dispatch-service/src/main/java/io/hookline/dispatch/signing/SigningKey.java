package io.hookline.dispatch.signing;

import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A subscription's private key for {@code v1a} signatures. Its text form never shows it. */
public final class SigningKey {
    private static final String PREFIX = "whsk_";

    private final PrivateKey key;
    private final @Nullable Instant expiresAt;

    private SigningKey(PrivateKey key, @Nullable Instant expiresAt) {
        this.key = key;
        this.expiresAt = expiresAt;
    }

    /**
     * A key in the form of Standard Webhooks; throws {@link IllegalArgumentException}, which shows nothing of it, if it is none.
     *
     * @param text {@code whsk_} and the base64 of 64 bytes: the seed, and the public key
     * @param expiresAt from then on it no longer signs; null: never
     */
    public static SigningKey of(String text, @Nullable Instant expiresAt) {
        byte[] bytes = text.startsWith(PREFIX) ? decoded(text.substring(PREFIX.length())) : new byte[0];
        if (bytes.length != Ed25519.SEED_BYTES + Ed25519.PUBLIC_KEY_BYTES) {
            throw new IllegalArgumentException("A signing key is " + PREFIX + " and the base64 of 64 bytes");
        }
        return new SigningKey(Ed25519.key(Arrays.copyOf(bytes, Ed25519.SEED_BYTES)), expiresAt);
    }

    boolean signsAt(Instant instant) {
        return expiresAt == null || instant.isBefore(expiresAt);
    }

    byte[] sign(ByteBuffer... parts) {
        return Ed25519.sign(key, parts);
    }

    @Override
    public String toString() {
        return "SigningKey[expiresAt=" + expiresAt + "]";
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            // Its message would show a part of the key.
            return new byte[0];
        }
    }
}
