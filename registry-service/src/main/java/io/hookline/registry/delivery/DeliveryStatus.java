package io.hookline.registry.delivery;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a delivery can be after its last attempt. */
enum DeliveryStatus {
    DELIVERED,
    RETRYING,
    FAILED,
    REJECTED,
    DISCARDED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> texts() {
        return Stream.of(values()).map(DeliveryStatus::text).toList();
    }

    static Optional<String> problem(String text) {
        return texts().contains(text) ? Optional.empty() : Optional.of("must be one of " + String.join(", ", texts()));
    }
}
