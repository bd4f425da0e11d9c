package io.hookline.registry.subscription;

import org.jspecify.annotations.Nullable;

/** What can change the status of a subscription: a call of its owner, or what became of deliveries. */
public enum Signal {
    /** Its owner set {@code active} to true. */
    RESUMED(null),
    /** Its owner set {@code active} to false. */
    PAUSED("Paused by its owner."),
    /** A delivery succeeded. */
    DELIVERED(null),
    /** A delivery used up its retries. */
    EXHAUSTED("The last delivery used up its retries."),
    /** The endpoint said that it will never be there again. */
    GONE("The endpoint answered 410 Gone.");

    private final @Nullable String reason;

    Signal(@Nullable String reason) {
        this.reason = reason;
    }

    /** The status reason of a subscription that it changes; null: there is nothing to explain. */
    @Nullable
    String reason() {
        return reason;
    }
}
