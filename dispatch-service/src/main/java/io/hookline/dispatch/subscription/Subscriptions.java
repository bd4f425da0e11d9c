package io.hookline.dispatch.subscription;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** All subscriptions, in memory. One thread changes them, any number read; a reader sees each change whole or not at all. */
public final class Subscriptions {
    private final Map<SubscriptionId, Subscription> byId = new ConcurrentHashMap<>();
    private final SubscriptionIndex index = new SubscriptionIndex();
    private final List<Consumer<SubscriptionId>> removalListeners = new CopyOnWriteArrayList<>();

    public Optional<Subscription> find(SubscriptionId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The workspace's active subscriptions that asked for that type of event; to be asked for by threads that may wait a moment. */
    public List<Subscription> matching(WorkspaceId workspace, String type) {
        return index.matching(workspace, type);
    }

    public int size() {
        return byId.size();
    }

    /** Has that called with each subscription that is deleted from now on, so that what is kept for it can go. */
    public void onRemoval(Consumer<SubscriptionId> listener) {
        removalListeners.add(listener);
    }

    /** Takes a change over, unless a newer one is known. */
    void put(Subscription subscription) {
        Subscription known = byId.get(subscription.id());
        if (known != null && known.version() > subscription.version()) {
            return;
        }
        byId.put(subscription.id(), subscription);
        index.replace(known, subscription);
    }

    void remove(SubscriptionId id) {
        Subscription removed = byId.remove(id);
        if (removed == null) {
            return;
        }
        index.replace(removed, null);
        removalListeners.forEach(listener -> listener.accept(id));
    }
}
