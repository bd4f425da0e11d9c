package io.hookline.registry.subscription;

import java.util.Locale;
import java.util.Optional;

/** In which order deliveries are made. */
enum Ordering {
    /** As each of them can be; a retry holds up nothing. */
    NONE,
    /** Those about one entity one after the other, in the order of the events. */
    ENTITY;

    /** The form in which it is stored, shown and published. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Ordering of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** What is not promised yet is not accepted: dispatch-service delivers in no order. */
    static Optional<String> problem(String text) {
        if (text.equals(ENTITY.text())) {
            return Optional.of("entity is not available yet; leave it out, or give none");
        }
        return text.equals(NONE.text()) ? Optional.empty() : Optional.of("must be none");
    }
}
