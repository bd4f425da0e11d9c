package io.hookline.registry.token;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a token may be good for. */
enum Scope {
    EVENTS_WRITE("events:write"),
    PUBLISHES_WRITE("publishes:write"),
    PUBLISHES_READ("publishes:read"),
    WEBHOOKS_READ("webhooks:read"),
    WEBHOOKS_WRITE("webhooks:write");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    static List<String> all() {
        return Stream.of(values()).map(scope -> scope.text).toList();
    }

    static Optional<String> problem(String text) {
        return all().contains(text) ? Optional.empty() : Optional.of("must be one of " + String.join(", ", all()));
    }
}
