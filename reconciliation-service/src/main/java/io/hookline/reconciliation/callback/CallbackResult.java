package io.hookline.reconciliation.callback;

import io.hookline.reconciliation.publish.Outcome;

/** What came of a callback, for one publish or for want of one. */
enum CallbackResult {
    CONCLUDED,
    CORRECTED,
    CONFIRMED,
    CONFLICT,
    PROGRESS,
    /** It had been applied to this publish before. */
    REPEATED,
    /** There is no publish yet. */
    PARKED;

    static CallbackResult of(Outcome outcome) {
        return switch (outcome) {
            case CONCLUDED -> CONCLUDED;
            case CORRECTED -> CORRECTED;
            case CONFIRMED -> CONFIRMED;
            case CONFLICT -> CONFLICT;
            case PROGRESS -> PROGRESS;
        };
    }
}
