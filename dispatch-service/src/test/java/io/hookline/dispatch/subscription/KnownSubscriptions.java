package io.hookline.dispatch.subscription;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Subscriptions of one workspace as a test wants them, as if they had been read from their topic. */
public final class KnownSubscriptions {
    public static final WorkspaceId WORKSPACE = new WorkspaceId("ws_1");

    private final Subscriptions subscriptions = new Subscriptions();
    private final EventFilters filters = new EventFilters();

    public Subscriptions all() {
        return subscriptions;
    }

    /** One more, which asked for that type or family, and perhaps chooses by content. */
    public SubscriptionId add(String id, String pattern, @Nullable String filter) {
        SubscriptionId subscription = new SubscriptionId(id);
        subscriptions.put(new Subscription(
                subscription,
                WORKSPACE,
                1,
                URI.create("https://customer.example/" + id),
                EventPatterns.of(List.of(pattern)),
                true,
                null,
                null,
                filter == null ? null : filters.read(filter)));
        return subscription;
    }
}
