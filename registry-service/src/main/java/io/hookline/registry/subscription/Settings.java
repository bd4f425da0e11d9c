package io.hookline.registry.subscription;

import io.hookline.registry.secret.Sealed;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a subscription decides.
 *
 * @param events event types or patterns
 * @param headers further request headers, by name whatever its case; sealed, since many carry a token
 * @param rateLimit the most attempts in a second; null: no limit of its own
 */
record Settings(
        String url,
        List<String> events,
        @Nullable String description,
        Map<String, Sealed> headers,
        @Nullable Integer rateLimit) {
    Settings {
        events = List.copyOf(events);
        Map<String, Sealed> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = Collections.unmodifiableMap(byName);
    }
}
