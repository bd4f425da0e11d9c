package io.hookline.dispatch.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The values of the two signature headers of one request.
 *
 * @param body {@code X-Webhook-Signature}: {@code sha256=<hex HMAC-SHA256(newest secret, body)>}; there whatever the other has
 * @param standard {@code webhook-signature}, separated by spaces: {@code v1,<base64 HMAC-SHA256(secret, id.timestamp.body)>} for
 *     each secret, {@code v1a,<base64 ed25519(key, id.timestamp.body)>} for each private key
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
public record Signatures(String body, String standard) {

    /**
     * Signs a request with the secrets that have not expired.
     *
     * @param id the value of {@code webhook-id}
     * @param secrets newest first
     * @param at the time of the attempt, whose seconds are the value of {@code webhook-timestamp}
     * @return empty if no secret is left to sign with
     */
    public static Optional<Signatures> of(String id, ByteBuffer body, List<SigningSecret> secrets, Instant at) {
        return of(id, body, secrets, null, at);
    }

    /**
     * Signs a request with the secrets and keys that have not expired.
     *
     * @param keys null: none
     * @return empty if nothing is left to sign one of the headers with
     */
    public static Optional<Signatures> of(
            String id, ByteBuffer body, List<SigningSecret> secrets, @Nullable SigningKeys keys, Instant at) {
        ByteBuffer prefix = ByteBuffer.wrap((id + "." + at.getEpochSecond() + ".").getBytes(UTF_8));
        String newest = null;
        StringJoiner standard = new StringJoiner(" ");
        for (SigningSecret secret : secrets) {
            if (secret.signsAt(at)) {
                newest = newest == null ? bodySignature(secret, body) : newest;
                if (keys == null || !keys.alone()) {
                    standard.add(symmetric(secret, prefix, body));
                }
            }
        }
        if (keys != null) {
            keys.keys().stream()
                    .filter(key -> key.signsAt(at))
                    .forEach(key -> standard.add(asymmetric(key, prefix, body)));
        }
        return newest == null || standard.length() == 0
                ? Optional.empty()
                : Optional.of(new Signatures(newest, standard.toString()));
    }

    private static String bodySignature(SigningSecret secret, ByteBuffer body) {
        return "sha256=" + HexFormat.of().formatHex(Hmac.sign(secret.bodyKey(), body));
    }

    private static String symmetric(SigningSecret secret, ByteBuffer prefix, ByteBuffer body) {
        return "v1," + Base64.getEncoder().encodeToString(Hmac.sign(secret.standardKey(), prefix, body));
    }

    private static String asymmetric(SigningKey key, ByteBuffer prefix, ByteBuffer body) {
        return "v1a," + Base64.getEncoder().encodeToString(key.sign(prefix, body));
    }
}
