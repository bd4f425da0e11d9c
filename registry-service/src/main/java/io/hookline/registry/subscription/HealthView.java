package io.hookline.registry.subscription;

import io.hookline.registry.subscription.HealthRows.Known;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a webhook is doing, as its owner sees it.
 *
 * @param reason why it is in this status, in a word: {@code retries_used_up}, {@code nothing_delivered}, {@code
 *     paused_by_owner}, {@code gone} or {@code failing}; null: there is nothing to explain
 * @param failingSince when the first attempt began that failed with no success since; null unless it is failing, or was
 *     disabled for that
 * @param disabledAt when it will be disabled if attempts go on failing; null: not at all
 * @param lastSuccessAt when the newest attempt began that succeeded; null: none has
 */
record HealthView(
        String status,
        @Nullable String reason,
        @Nullable Instant failingSince,
        @Nullable Instant disabledAt,
        @Nullable Instant lastSuccessAt) {

    /** From what is known of it, which is null before any attempt. */
    static HealthView of(SubscriptionStatus status, @Nullable Known known, HealthPolicy policy) {
        Health health = known == null ? Health.UNKNOWN : known.health();
        String stored = known == null ? null : known.reason();
        String reason =
                switch (status) {
                    case ACTIVE -> null;
                    case FAILING, DISABLED -> stored;
                    case PAUSED -> Signal.PAUSED.word();
                };
        boolean failed = status == SubscriptionStatus.FAILING
                || (status == SubscriptionStatus.DISABLED && Signal.GIVEN_UP.isNamed(stored));
        return new HealthView(
                status.text(),
                reason,
                failed ? health.failingSince() : null,
                status == SubscriptionStatus.FAILING ? policy.disabledAt(health) : null,
                health.lastSuccessAt());
    }
}
