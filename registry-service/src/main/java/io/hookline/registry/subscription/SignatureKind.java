package io.hookline.registry.subscription;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of signature in {@code webhook-signature} that Standard Webhooks knows. */
enum SignatureKind {
    /** HMAC-SHA256 with the shared secret. */
    V1,
    /** Ed25519 with a private key; receivers have the public one. */
    V1A;

    /** The form in which it is stored, shown and published. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SignatureKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    static Optional<String> problem(String text) {
        return Stream.of(values()).anyMatch(each -> each.text().equals(text))
                ? Optional.empty()
                : Optional.of("must be one of "
                        + Stream.of(values()).map(SignatureKind::text).collect(Collectors.joining(", ")));
    }
}
