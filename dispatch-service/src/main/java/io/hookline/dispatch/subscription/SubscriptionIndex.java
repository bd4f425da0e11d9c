package io.hookline.dispatch.subscription;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for which events. An event costs a look-up for each of the few patterns that its type matches, however many
 * subscriptions there are. Thread-safe, by a lock that nobody holds for long.
 */
final class SubscriptionIndex {
    private final Map<Interest, List<Subscription>> receivers = new HashMap<>();

    private record Interest(WorkspaceId workspace, String pattern) {}

    synchronized List<Subscription> matching(WorkspaceId workspace, String type) {
        Map<SubscriptionId, Subscription> matching = new LinkedHashMap<>();
        for (String pattern : EventPatterns.matchedBy(type)) {
            for (Subscription receiver : receivers.getOrDefault(new Interest(workspace, pattern), List.of())) {
                matching.put(receiver.id(), receiver);
            }
        }
        return List.copyOf(matching.values());
    }

    /** Puts one version of a subscription in the place of another; null where there is none. */
    synchronized void replace(@Nullable Subscription former, @Nullable Subscription latter) {
        List<Interest> before = interests(former);
        List<Interest> after = interests(latter);
        if (former != null) {
            before.stream().filter(interest -> !after.contains(interest)).forEach(interest -> remove(interest, former));
        }
        if (latter != null) {
            after.forEach(interest -> put(interest, latter, before.contains(interest)));
        }
    }

    private static List<Interest> interests(@Nullable Subscription subscription) {
        return subscription == null || !subscription.active()
                ? List.of()
                : subscription.events().patterns().stream()
                        .map(pattern -> new Interest(subscription.workspace(), pattern))
                        .toList();
    }

    private void put(Interest interest, Subscription subscription, boolean inPlaceOfAFormer) {
        // Most have one or a few, and a list of the usual size would cost each of them.
        List<Subscription> interested = receivers.computeIfAbsent(interest, _ -> new ArrayList<>(1));
        if (inPlaceOfAFormer) {
            interested.set(position(interested, subscription.id()), subscription);
        } else {
            interested.add(subscription);
        }
    }

    private void remove(Interest interest, Subscription subscription) {
        receivers.computeIfPresent(interest, (_, interested) -> {
            interested.remove(position(interested, subscription.id()));
            return interested.isEmpty() ? null : interested;
        });
    }

    private static int position(List<Subscription> interested, SubscriptionId id) {
        int position = 0;
        while (!interested.get(position).id().equals(id)) {
            position++;
        }
        return position;
    }
}
