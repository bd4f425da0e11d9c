package io.hookline.dispatch.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SubscriptionsTest {
    private static final SubscriptionId ID = new SubscriptionId("wh_1");
    private static final WorkspaceId WORKSPACE = new WorkspaceId("ws_1");

    private final Subscriptions subscriptions = new Subscriptions();

    @Test
    void matchesWithinTheWorkspaceOnly() {
        subscriptions.put(subscription(1, true, "post.*"));

        assertThat(subscriptions.matching(WORKSPACE, "post.failed"))
                .extracting(Subscription::id)
                .containsExactly(ID);
        assertThat(subscriptions.matching(new WorkspaceId("ws_2"), "post.failed"))
                .isEmpty();
    }

    @Test
    void knowsButDoesNotMatchTheInactive() {
        subscriptions.put(subscription(1, true, "*"));
        subscriptions.put(subscription(2, false, "*"));

        assertThat(subscriptions.matching(WORKSPACE, "post.failed")).isEmpty();
        assertThat(subscriptions.find(ID)).isPresent();
    }

    @Test
    void ignoresAChangeOlderThanTheOneItKnows() {
        subscriptions.put(subscription(2, true, "post.*"));
        subscriptions.put(subscription(1, true, "message.*"));

        assertThat(subscriptions.matching(WORKSPACE, "post.failed")).hasSize(1);
    }

    @Test
    void forgetsTheDeletedAndSaysSo() {
        List<SubscriptionId> removed = new ArrayList<>();
        subscriptions.onRemoval(removed::add);
        subscriptions.put(subscription(1, true, "*"));

        subscriptions.remove(ID);
        subscriptions.remove(ID);

        assertThat(subscriptions.matching(WORKSPACE, "post.failed")).isEmpty();
        assertThat(subscriptions.find(ID)).isEmpty();
        assertThat(subscriptions.size()).isZero();
        assertThat(removed).containsExactly(ID);
    }

    private static Subscription subscription(long version, boolean active, String pattern) {
        return new Subscription(
                ID,
                WORKSPACE,
                version,
                URI.create("https://customer.example/hook"),
                EventPatterns.of(List.of(pattern)),
                active,
                null,
                null);
    }
}
