package io.hookline.client.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The value of {@code X-Webhook-Signature}: {@code sha256=<hex HMAC-SHA256(secret, raw body)>}, the form that GitHub
 * uses too. It says nothing about time, so that a request which was overheard can be sent again.
 */
public final class BodySignature {
    /** The header it is sent in. */
    public static final String HEADER = "X-Webhook-Signature";

    private static final String PREFIX = "sha256=";
    private static final int LENGTH = PREFIX.length() + 64;

    private BodySignature() {}

    /**
     * Signs a body.
     *
     * @param secret not empty; its UTF-8 bytes are the key, whatever it begins with
     */
    public static String of(String secret, byte[] body) {
        return PREFIX + HexFormat.of().formatHex(Hmac.sign(secret.getBytes(UTF_8), body));
    }

    /** The bytes of a signature; empty if it is not written as one. */
    static Optional<byte[]> parse(String signature) {
        if (signature.length() != LENGTH || !signature.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(HexFormat.of().parseHex(signature, PREFIX.length(), LENGTH));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Tries all secrets even after a match, so that time does not tell which one signed. */
    static boolean isByAny(List<String> secrets, byte[] signature, byte[] body) {
        boolean found = false;
        for (String secret : secrets) {
            found |= MessageDigest.isEqual(Hmac.sign(secret.getBytes(UTF_8), body), signature);
        }
        return found;
    }
}
