package io.hookline.registry.subscription;

import io.hookline.registry.workspace.WorkspaceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as those see it who ask for deliveries to it.
 *
 * @param patterns the event types it asks for, or patterns of them
 * @param filter its content filter, JSON; null: all events of those types
 * @param status in words
 * @param delivers whether anything is delivered to it now
 */
public record DeliveryTarget(
        SubscriptionId id,
        WorkspaceId workspace,
        List<String> patterns,
        @Nullable String filter,
        String status,
        boolean delivers) {
    public DeliveryTarget {
        patterns = List.copyOf(patterns);
    }

    static DeliveryTarget of(Subscription subscription) {
        return new DeliveryTarget(
                subscription.id(),
                subscription.workspace(),
                subscription.settings().events(),
                subscription.settings().filter(),
                subscription.status().text(),
                subscription.status().delivers());
    }
}
