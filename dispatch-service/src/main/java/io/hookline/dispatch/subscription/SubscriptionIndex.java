package io.hookline.dispatch.subscription;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for which events. An event costs a look-up for each of the few patterns that its type matches, however many
 * subscriptions there are. Thread-safe, by a lock that nobody holds for long.
 */
final class SubscriptionIndex {
    private final Map<Interest, List<SubscriptionId>> receivers = new HashMap<>();

    private record Interest(WorkspaceId workspace, String pattern) {}

    synchronized List<SubscriptionId> matching(WorkspaceId workspace, String type) {
        Set<SubscriptionId> matching = new LinkedHashSet<>();
        for (String pattern : EventPatterns.matchedBy(type)) {
            matching.addAll(receivers.getOrDefault(new Interest(workspace, pattern), List.of()));
        }
        return List.copyOf(matching);
    }

    /** Puts one version of a subscription in the place of another; null where there is none. */
    synchronized void replace(@Nullable Subscription former, @Nullable Subscription latter) {
        List<Interest> before = interests(former);
        List<Interest> after = interests(latter);
        if (former != null) {
            before.stream().filter(interest -> !after.contains(interest)).forEach(interest -> remove(interest, former));
        }
        if (latter != null) {
            after.stream().filter(interest -> !before.contains(interest)).forEach(interest -> add(interest, latter));
        }
    }

    private static List<Interest> interests(@Nullable Subscription subscription) {
        return subscription == null || !subscription.active()
                ? List.of()
                : subscription.events().patterns().stream()
                        .map(pattern -> new Interest(subscription.workspace(), pattern))
                        .toList();
    }

    private void add(Interest interest, Subscription subscription) {
        // Most have one or a few, and a list of the usual size would cost each of them.
        receivers.computeIfAbsent(interest, _ -> new ArrayList<>(1)).add(subscription.id());
    }

    private void remove(Interest interest, Subscription subscription) {
        receivers.computeIfPresent(interest, (_, ids) -> {
            ids.remove(subscription.id());
            return ids.isEmpty() ? null : ids;
        });
    }
}
