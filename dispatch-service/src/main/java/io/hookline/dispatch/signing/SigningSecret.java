package io.hookline.dispatch.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A subscription's secret, ready to sign with. Its text form never shows it. */
public final class SigningSecret {
    private static final String STANDARD_PREFIX = "whsec_";

    private final SecretKey bodyKey;
    private final SecretKey standardKey;
    private final @Nullable Instant expiresAt;

    private SigningSecret(SecretKey bodyKey, SecretKey standardKey, @Nullable Instant expiresAt) {
        this.bodyKey = bodyKey;
        this.standardKey = standardKey;
        this.expiresAt = expiresAt;
    }

    /**
     * A secret in the form its customer knows.
     *
     * @param secret not empty; {@code whsec_<base64>} is decoded for the Standard Webhooks signature, anything else is its UTF-8 bytes
     * @param expiresAt from then on it no longer signs; null: never
     */
    public static SigningSecret of(String secret, @Nullable Instant expiresAt) {
        byte[] text = secret.getBytes(UTF_8);
        return new SigningSecret(key(text), key(decoded(secret, text)), expiresAt);
    }

    boolean signsAt(Instant instant) {
        return expiresAt == null || instant.isBefore(expiresAt);
    }

    /** The key of {@code X-Webhook-Signature}. */
    SecretKey bodyKey() {
        return bodyKey;
    }

    /** The key of {@code webhook-signature}. */
    SecretKey standardKey() {
        return standardKey;
    }

    @Override
    public String toString() {
        return "SigningSecret[expiresAt=" + expiresAt + "]";
    }

    private static byte[] decoded(String secret, byte[] text) {
        if (!secret.startsWith(STANDARD_PREFIX)) {
            return text;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(secret.substring(STANDARD_PREFIX.length()));
            return decoded.length == 0 ? text : decoded;
        } catch (IllegalArgumentException e) {
            // Someone's own secret that merely begins like one of the standard.
            return text;
        }
    }

    private static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, Hmac.ALGORITHM);
    }
}
