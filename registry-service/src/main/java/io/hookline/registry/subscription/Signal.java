package io.hookline.registry.subscription;

import org.jspecify.annotations.Nullable;

/** What can change the status of a subscription: a call of its owner, what became of deliveries, or time. */
public enum Signal {
    /** Its owner set {@code active} to true. */
    RESUMED(null, null),
    /** Its owner set {@code active} to false. */
    PAUSED("paused_by_owner", "Paused by its owner."),
    /** A delivery succeeded. */
    DELIVERED(null, null),
    /** An attempt failed. By itself it means nothing yet. */
    FAILED(null, null),
    /** A delivery used up its retries. */
    EXHAUSTED("retries_used_up", "The last delivery used up its retries."),
    /** All attempts of a while failed. */
    STALLED("nothing_delivered", "Nothing has been delivered for a while."),
    /** All attempts of a long time failed. */
    GIVEN_UP("failing", "Nothing was delivered for too long."),
    /** The endpoint said that it will never be there again. */
    GONE("gone", "The endpoint answered 410 Gone.");

    private final @Nullable String word;
    private final @Nullable String reason;

    Signal(@Nullable String word, @Nullable String reason) {
        this.word = word;
        this.reason = reason;
    }

    /** The reason in a word for machines; null: there is nothing to explain. */
    @Nullable
    String word() {
        return word;
    }

    boolean isNamed(@Nullable String text) {
        return word != null && word.equals(text);
    }

    /** The status reason of a subscription that it changes; null: there is nothing to explain. */
    @Nullable
    String reason() {
        return reason;
    }
}
