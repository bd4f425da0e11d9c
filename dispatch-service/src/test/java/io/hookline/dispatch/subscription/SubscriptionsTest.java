package io.hookline.dispatch.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SubscriptionsTest {
    private static final SubscriptionId ID = new SubscriptionId("wh_1");
    private static final WorkspaceId WORKSPACE = new WorkspaceId("ws_1");

    private final Subscriptions subscriptions = new Subscriptions();

    @Test
    void matchesWithinTheWorkspaceOnly() {
        subscriptions.put(subscription(1, true, "post.*"));

        assertThat(matching("post.failed")).containsExactly(ID);
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

    @ParameterizedTest
    @CsvSource({
        "post.published, post.published, true",
        "post.published, post.failed, false",
        "post.*, post.published, true",
        "post.*, post.comment.created, true",
        "post.comment.*, post.comment.created, true",
        "post.*, post, false",
        "post.*, postal.sent, false",
        "*, anything.at.all, true",
        "post*, post.published, false",
        "post, post.published, false",
    })
    void matchesExactTypesFamiliesAndAll(String pattern, String type, boolean matches) {
        subscriptions.put(subscription(1, true, "other.type", pattern));

        assertThat(matching(type)).isEqualTo(matches ? List.of(ID) : List.of());
    }

    @Test
    void matchesOnceHoweverManyPatternsDo() {
        subscriptions.put(subscription(1, true, "post.*", "*", "post.failed", "*"));

        assertThat(matching("post.failed")).containsExactly(ID);
    }

    @Test
    void matchesByTheNewestPatternsOnly() {
        subscriptions.put(subscription(1, true, "post.*", "message.*"));
        subscriptions.put(subscription(2, true, "message.*", "job.*"));
        subscriptions.put(subscription(3, false, "job.*"));
        subscriptions.put(subscription(4, true, "job.*", "user.*"));

        assertThat(subscriptions.matching(WORKSPACE, "post.failed")).isEmpty();
        assertThat(subscriptions.matching(WORKSPACE, "message.received")).isEmpty();
        assertThat(matching("job.failed")).containsExactly(ID);
        assertThat(matching("user.created")).containsExactly(ID);
    }

    @Test
    void matchesByTheNewestVersionOnly() {
        Subscription newest = subscription(2, true, "post.*");
        subscriptions.put(subscription(1, true, "post.*"));
        subscriptions.put(newest);

        assertThat(subscriptions.matching(WORKSPACE, "post.failed")).containsExactly(newest);
    }

    private List<SubscriptionId> matching(String type) {
        return subscriptions.matching(WORKSPACE, type).stream()
                .map(Subscription::id)
                .toList();
    }

    private static Subscription subscription(long version, boolean active, String... patterns) {
        return new Subscription(
                ID,
                WORKSPACE,
                version,
                URI.create("https://customer.example/hook"),
                EventPatterns.of(List.of(patterns)),
                active,
                null,
                null,
                null);
    }
}
