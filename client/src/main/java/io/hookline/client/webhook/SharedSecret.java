package io.hookline.client.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;

/** A secret that both sides have: {@code v1}. {@code whsec_<base64>} is decoded, anything else is its UTF-8 bytes. */
final class SharedSecret implements VerificationKey {
    private static final String PREFIX = "whsec_";

    private final byte[] key;

    SharedSecret(String secret) {
        this.key = key(secret);
    }

    @Override
    public String version() {
        return "v1";
    }

    @Override
    public boolean made(byte[] signature, byte[] signed) {
        return MessageDigest.isEqual(Hmac.sign(key, signed), signature);
    }

    /** What begins like one of the standard and cannot be decoded is someone's own, as it is for the sender. */
    private static byte[] key(String secret) {
        if (secret.startsWith(PREFIX)) {
            try {
                byte[] decoded = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
                if (decoded.length > 0) {
                    return decoded;
                }
            } catch (IllegalArgumentException e) {
                // Someone's own.
            }
        }
        return secret.getBytes(UTF_8);
    }
}
