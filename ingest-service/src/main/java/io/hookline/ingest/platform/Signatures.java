package io.hookline.ingest.platform;

import io.hookline.ingest.IngestProperties;
import io.hookline.ingest.http.Problem;
import io.hookline.ingest.http.Rejected;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Checks {@code X-Webhook-Signature: sha256=<hex HMAC-SHA256(secret, raw body)>} against each secret of the platform, in
 * constant time. A platform without a secret is refused, unless the configuration accepts unsigned callbacks.
 */
@Component
final class Signatures {
    static final String HEADER = "X-Webhook-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";
    private static final int HEX_DIGITS = 64;

    private final Map<Platform, List<SecretKeySpec>> keys = new EnumMap<>(Platform.class);
    private final boolean allowUnsigned;

    Signatures(IngestProperties properties) {
        for (Platform platform : Platform.values()) {
            keys.put(platform, keys(properties.callbackSecrets().getOrDefault(platform.wireName(), List.of())));
        }
        allowUnsigned = properties.allowUnsignedCallbacks();
    }

    /** Throws {@link Rejected} if no body could be believed, so that none needs to be read. */
    void expect(Platform platform, @Nullable String signature) {
        if (!isExempt(platform)
                && (secretsOf(platform).isEmpty() || decode(signature).isEmpty())) {
            throw unbelievable(platform);
        }
    }

    /** Throws {@link Rejected} unless the body may be believed. */
    void check(Platform platform, @Nullable String signature, byte[] body) {
        if (isExempt(platform)) {
            return;
        }
        Optional<byte[]> sent = decode(signature);
        if (sent.isEmpty() || !isByAny(secretsOf(platform), sent.get(), body)) {
            throw unbelievable(platform);
        }
    }

    private boolean isExempt(Platform platform) {
        return allowUnsigned && secretsOf(platform).isEmpty();
    }

    private List<SecretKeySpec> secretsOf(Platform platform) {
        return keys.getOrDefault(platform, List.of());
    }

    private static Rejected unbelievable(Platform platform) {
        return new Rejected(Problem.of(
                        HttpStatus.UNAUTHORIZED,
                        "Sign the raw body: " + HEADER + ": sha256=<hex HMAC-SHA256>, with a secret that is agreed for "
                                + platform.wireName() + ".")
                .with(HttpHeaders.WWW_AUTHENTICATE, "Signature header=\"" + HEADER + "\""));
    }

    /** Computes all of them even after a match, so that time does not tell which secret signed. */
    private static boolean isByAny(List<SecretKeySpec> secrets, byte[] sent, byte[] body) {
        boolean found = false;
        for (SecretKeySpec secret : secrets) {
            found |= MessageDigest.isEqual(hmac(secret, body), sent);
        }
        return found;
    }

    private static Optional<byte[]> decode(@Nullable String signature) {
        if (signature == null
                || signature.length() != PREFIX.length() + HEX_DIGITS
                || !signature.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            return Optional.empty();
        }
        try {
            return Optional.of(HexFormat.of().parseHex(signature, PREFIX.length(), signature.length()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<SecretKeySpec> keys(List<String> secrets) {
        return secrets.stream()
                .filter(secret -> !secret.isBlank())
                .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
    }

    private static byte[] hmac(SecretKeySpec secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256, with keys of any length", e);
        }
    }
}
