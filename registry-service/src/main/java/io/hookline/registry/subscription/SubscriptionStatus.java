package io.hookline.registry.subscription;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a subscription is in its life. {@code ACTIVE} and {@code FAILING} are delivered to, the others are not.
 *
 * <pre>
 *               EXHAUSTED, STALLED
 *     ┌────────┐ ───────────────▶ ┌─────────┐
 *  ──▶│ ACTIVE │                  │ FAILING │
 *     └────────┘ ◀─────────────── └─────────┘
 *      │ ▲  │ ▲      DELIVERED      │     │
 *      │ │  │ │                     │     │
 *      │ │  │ └──── RESUMED ────────│─────│─────┐
 *      │ │  │                       │     │     │ GONE, GIVEN_UP
 *      │ │  └────────── GONE ───────│─────┴─▶ ┌──────────┐
 *      │ │                          │         │ DISABLED │
 *      │ └─ RESUMED ──── ┌────────┐ │         └──────────┘
 *      └─── PAUSED ────▶ │ PAUSED │◀┘ PAUSED    ▲
 *                        └────────┘ ─── GONE ───┘
 * </pre>
 *
 * <p>{@code FAILED} leads nowhere by itself. Which signal attempts amount to is decided by {@link HealthPolicy}.
 */
enum SubscriptionStatus {
    ACTIVE,
    FAILING,
    PAUSED,
    DISABLED;

    /** The status after the signal; the same one where the signal means nothing to it. */
    SubscriptionStatus after(Signal signal) {
        return switch (signal) {
            case RESUMED -> delivers() ? this : ACTIVE;
            case PAUSED -> delivers() ? PAUSED : this;
            case DELIVERED -> this == FAILING ? ACTIVE : this;
            case FAILED -> this;
            case EXHAUSTED, STALLED -> this == ACTIVE ? FAILING : this;
            case GIVEN_UP -> this == FAILING ? DISABLED : this;
            case GONE -> DISABLED;
        };
    }

    boolean delivers() {
        return this == ACTIVE || this == FAILING;
    }

    /** The form in which it is stored, shown and published. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SubscriptionStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    static Optional<String> problem(String text) {
        return Stream.of(values()).anyMatch(status -> status.text().equals(text))
                ? Optional.empty()
                : Optional.of("must be one of "
                        + Stream.of(values()).map(SubscriptionStatus::text).collect(Collectors.joining(", ")));
    }
}
