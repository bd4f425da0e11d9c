package io.hookline.dispatch.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A subscription's secret. Its text form never shows it. Keys are made of it when they are needed: a hundred thousand that rest
 * take no more than their bytes.
 */
public final class SigningSecret {
    private static final String STANDARD_PREFIX = "whsec_";

    private final byte[] text;
    private final boolean isStandard;
    private final @Nullable Instant expiresAt;

    private SigningSecret(byte[] text, boolean isStandard, @Nullable Instant expiresAt) {
        this.text = text;
        this.isStandard = isStandard;
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
        return new SigningSecret(text, secret.startsWith(STANDARD_PREFIX) && isKey(text), expiresAt);
    }

    boolean signsAt(Instant instant) {
        return expiresAt == null || instant.isBefore(expiresAt);
    }

    /** The key of {@code X-Webhook-Signature}. */
    SecretKey bodyKey() {
        return new SecretKeySpec(text, Hmac.ALGORITHM);
    }

    /** The key of {@code webhook-signature}. */
    SecretKey standardKey() {
        return isStandard ? new SecretKeySpec(decoded(text), Hmac.ALGORITHM) : bodyKey();
    }

    @Override
    public String toString() {
        return "SigningSecret[expiresAt=" + expiresAt + "]";
    }

    /** Or else it is someone's own secret, which merely begins like one of the standard. */
    private static boolean isKey(byte[] text) {
        try {
            return decoded(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] decoded(byte[] text) {
        return Base64.getDecoder().decode(Arrays.copyOfRange(text, STANDARD_PREFIX.length(), text.length));
    }
}
