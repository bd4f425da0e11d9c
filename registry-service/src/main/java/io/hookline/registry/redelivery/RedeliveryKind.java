package io.hookline.registry.redelivery;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is delivered again. */
enum RedeliveryKind {
    /** Recorded deliveries that ended without success. */
    FAILED,
    /** All events on the log that the webhook receives, also those that came while it did not. */
    ALL;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RedeliveryKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    static Optional<String> problem(String text) {
        return Stream.of(values()).anyMatch(kind -> kind.text().equals(text))
                ? Optional.empty()
                : Optional.of("must be failed or all");
    }
}
