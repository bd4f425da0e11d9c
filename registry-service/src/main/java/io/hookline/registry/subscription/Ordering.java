package io.hookline.registry.subscription;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    static Optional<String> problem(String text) {
        return Stream.of(values()).anyMatch(each -> each.text().equals(text))
                ? Optional.empty()
                : Optional.of("must be one of "
                        + Stream.of(values()).map(Ordering::text).collect(Collectors.joining(", ")));
    }
}
