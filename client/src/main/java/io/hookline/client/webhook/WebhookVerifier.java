package io.hookline.client.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.client.webhook.Verification.Reason;
import io.hookline.client.webhook.Verification.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests of Hookline (or of any other sender that follows Standard Webhooks) from others. Immutable,
 * thread-safe, and constant in time where a secret is involved.
 *
 * <pre>{@code
 * WebhookVerifier verifier = WebhookVerifier.builder().secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").build();
 *
 * Verification verification = verifier.verify(body, request::getHeader);
 * }</pre>
 *
 * <p>Give it the body's bytes as they came, before anything parses them. It bounds how old a request may be; against a
 * repeat within that time, remember the ids of the events you have handled.
 */
public final class WebhookVerifier {
    private static final String ID = "webhook-id";
    private static final String TIMESTAMP = "webhook-timestamp";
    private static final String SIGNATURE = "webhook-signature";

    private final List<VerificationKey> keys;
    private final List<String> secrets;
    private final Duration tolerance;
    private final Clock clock;

    private WebhookVerifier(Builder builder) {
        this.keys = List.copyOf(builder.keys);
        this.secrets = List.copyOf(builder.secrets);
        this.tolerance = builder.tolerance;
        this.clock = builder.clock;
    }

    /** Begins to build a verifier. */
    public static Builder builder() {
        return new Builder();
    }

    /** Verifies {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature}, and reads the event. */
    public Verification verify(byte[] body, HeaderSource headers) {
        Optional<Refused> refused = check(body, headers);
        return refused.isPresent() ? refused.get() : EventReader.read(body, headers.first(ID));
    }

    /** As {@link #verify}, for a body that is not an event of Hookline's: what is wrong with the request, or empty. */
    public Optional<Refused> check(byte[] body, HeaderSource headers) {
        String id = headers.first(ID);
        String timestamp = headers.first(TIMESTAMP);
        String signature = headers.first(SIGNATURE);
        if (id == null || id.isEmpty()) {
            return missing(ID);
        }
        if (timestamp == null) {
            return missing(TIMESTAMP);
        }
        if (signature == null) {
            return missing(SIGNATURE);
        }
        return checkTime(timestamp).or(() -> checkSignature(signature, signed(id, timestamp, body)));
    }

    /**
     * Verifies {@code X-Webhook-Signature} alone and reads the event. Nothing in it says when it was signed, so a
     * request which was overheard can be sent again: prefer {@link #verify}, and never fall back from that to this.
     *
     * @param signature the value of the header; null if it is not there
     */
    public Verification verifyBodySignature(byte[] body, @Nullable String signature) {
        Optional<Refused> refused = checkBodySignature(body, signature);
        return refused.isPresent() ? refused.get() : EventReader.read(body, null);
    }

    /**
     * As {@link #verifyBodySignature}, for a body that is not an event of Hookline's: what is wrong with the request,
     * or empty.
     */
    public Optional<Refused> checkBodySignature(byte[] body, @Nullable String signature) {
        if (signature == null) {
            return missing(BodySignature.HEADER);
        }
        Optional<byte[]> bytes = BodySignature.parse(signature.trim());
        if (bytes.isEmpty()) {
            return refused(Reason.NO_USABLE_SIGNATURE, BodySignature.HEADER + " must be sha256= and 64 hex digits");
        }
        if (secrets.isEmpty()) {
            return refused(Reason.NO_USABLE_SIGNATURE, "There is no secret to verify it with");
        }
        return BodySignature.isByAny(secrets, bytes.get(), body) ? Optional.empty() : wrong();
    }

    private Optional<Refused> checkTime(String timestamp) {
        long seconds;
        try {
            seconds = Long.parseLong(timestamp);
        } catch (NumberFormatException e) {
            return refused(Reason.MALFORMED_TIMESTAMP, TIMESTAMP + " must be seconds since 1970");
        }
        long now = clock.instant().getEpochSecond();
        if (seconds < now - tolerance.toSeconds()) {
            return refused(Reason.TOO_OLD, "It was signed more than " + tolerance.toSeconds() + " s ago");
        }
        if (seconds > now + tolerance.toSeconds()) {
            return refused(Reason.TOO_NEW, "It was signed more than " + tolerance.toSeconds() + " s from now");
        }
        return Optional.empty();
    }

    /** Tries all keys on all signatures even after a match, so that time does not tell which ones belong together. */
    private Optional<Refused> checkSignature(String header, byte[] signed) {
        boolean usable = false;
        boolean found = false;
        for (StandardSignature signature : StandardSignature.parseAll(header)) {
            for (VerificationKey key : keys) {
                if (key.version().equals(signature.version())) {
                    usable = true;
                    found |= key.made(signature.bytes(), signed);
                }
            }
        }
        if (found) {
            return Optional.empty();
        }
        return usable
                ? wrong()
                : refused(
                        Reason.NO_USABLE_SIGNATURE, SIGNATURE + " has none that a secret or key here could have made");
    }

    private static byte[] signed(String id, String timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(UTF_8);
        byte[] signed = new byte[head.length + body.length];
        System.arraycopy(head, 0, signed, 0, head.length);
        System.arraycopy(body, 0, signed, head.length, body.length);
        return signed;
    }

    private static Optional<Refused> missing(String header) {
        return refused(Reason.MISSING_HEADER, "The header " + header + " is missing");
    }

    private static Optional<Refused> wrong() {
        return refused(Reason.WRONG_SIGNATURE, "None of the secrets and keys made the signature");
    }

    private static Optional<Refused> refused(Reason reason, String detail) {
        return Optional.of(new Refused(reason, detail));
    }

    /** What a verifier knows. Not thread-safe. */
    public static final class Builder {
        private final List<VerificationKey> keys = new ArrayList<>();
        private final List<String> secrets = new ArrayList<>();
        private Duration tolerance = Duration.ofMinutes(5);
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /**
         * A secret of the webhook, as Hookline showed it: {@code whsec_…} or one of your own. While one is rotated, add
         * both.
         */
        public Builder secret(String secret) {
            if (secret.isEmpty()) {
                throw new IllegalArgumentException("An empty secret verifies nothing");
            }
            keys.add(new SharedSecret(secret));
            secrets.add(secret);
            return this;
        }

        /**
         * A public key, {@code whpk_…}, for webhooks that are signed with {@code v1a}.
         *
         * @throws IllegalArgumentException if it is not one
         */
        public Builder publicKey(String publicKey) {
            keys.add(new Ed25519Key(publicKey));
            return this;
        }

        /** How far the time of a signature may be from now, either way; by default 5 min. */
        public Builder tolerance(Duration tolerance) {
            if (tolerance.isNegative()) {
                throw new IllegalArgumentException("The tolerance must not be negative");
            }
            this.tolerance = tolerance;
            return this;
        }

        /** What tells the time; by default the system's clock. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /**
         * The verifier.
         *
         * @throws IllegalStateException without a secret or a key
         */
        public WebhookVerifier build() {
            if (keys.isEmpty()) {
                throw new IllegalStateException("Give it at least one secret or public key");
            }
            return new WebhookVerifier(this);
        }
    }
}
