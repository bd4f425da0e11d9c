package io.hookline.registry.redelivery;

import java.util.List;
import java.util.Locale;

/**
 * Where a redelivery is in its life.
 *
 * <pre>
 *      ┌─────────┐ ─ pause ──▶ ┌────────┐
 *  ──▶ │ RUNNING │             │ PAUSED │
 *      └─────────┘ ◀─ resume ─ └────────┘
 *       │   │   │                  │
 *       │   │   └───── cancel ─────┴──▶ CANCELLED
 *       │   └── all requested ──▶ COMPLETED
 *       └── cannot go on ──▶ FAILED
 * </pre>
 */
enum RedeliveryStatus {
    RUNNING,
    PAUSED,
    COMPLETED,
    CANCELLED,
    FAILED;

    /** What can become this by a call. */
    List<RedeliveryStatus> sources() {
        return switch (this) {
            case RUNNING -> List.of(PAUSED);
            case PAUSED -> List.of(RUNNING);
            case CANCELLED -> List.of(RUNNING, PAUSED);
            case COMPLETED, FAILED -> List.of();
        };
    }

    boolean isFinal() {
        return this == COMPLETED || this == CANCELLED || this == FAILED;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RedeliveryStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
