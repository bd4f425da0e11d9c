package io.hookline.registry.subscription;

import io.hookline.registry.secret.Sealed;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a subscription decides.
 *
 * @param events event types or patterns
 * @param filter which of their events, by content: a filter as JSON text; null: all
 * @param signatures kinds of signature in {@code webhook-signature}, at least one
 * @param metadata what the owner wants to remember with it; goes nowhere
 * @param headers further request headers, by name whatever its case; sealed, since many carry a token
 * @param rateLimit the most attempts in a second; null: no limit of its own
 * @param authentication how requests log in; null: they do not
 * @param clientCertificate for mutual TLS; null: none
 */
record Settings(
        String url,
        List<String> events,
        @Nullable String filter,
        Ordering ordering,
        Set<SignatureKind> signatures,
        @Nullable String description,
        Map<String, String> metadata,
        Map<String, Sealed> headers,
        @Nullable Integer rateLimit,
        @Nullable SealedAuthentication authentication,
        @Nullable SealedCertificate clientCertificate) {
    static final Set<SignatureKind> DEFAULT_SIGNATURES = Set.of(SignatureKind.V1);

    Settings {
        events = List.copyOf(events);
        signatures = Collections.unmodifiableSet(new TreeSet<>(signatures));
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        Map<String, Sealed> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = Collections.unmodifiableMap(byName);
    }

    /** All else as it is by default. */
    static Settings of(String url, List<String> events) {
        return new Settings(
                url, events, null, Ordering.NONE, DEFAULT_SIGNATURES, null, Map.of(), Map.of(), null, null, null);
    }
}
