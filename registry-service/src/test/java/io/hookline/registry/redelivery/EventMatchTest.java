package io.hookline.registry.redelivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.registry.eventlog.LoggedEvent;
import io.hookline.registry.eventlog.Place;
import io.hookline.registry.subscription.DeliveryTarget;
import io.hookline.registry.subscription.SubscriptionId;
import io.hookline.registry.workspace.WorkspaceId;
import io.hookline.schemas.body.EventBody;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EventMatchTest {
    @Test
    void wantsTheTypesThatAreAskedFor() {
        assertThat(matching("post.published").wants(event("post.published", null)))
                .isTrue();
        assertThat(matching("post.*").wants(event("post.published", null))).isTrue();
        assertThat(matching("order.*").wants(event("order.item.shipped", null))).isTrue();
        assertThat(matching("*").wants(event("order.item.shipped", null))).isTrue();
        assertThat(matching("post.failed", "posts.*").wants(event("post.published", null)))
                .isFalse();
    }

    @Test
    void wantsNothingOfOtherWorkspaces() {
        LoggedEvent foreign = new LoggedEvent(
                new Place("t", 0, 0),
                "k",
                Instant.EPOCH,
                new EventBody("post.published", "now", "ws_other", "evt_1"),
                null,
                null,
                null,
                null,
                ByteBuffer.allocate(0));

        assertThat(matching("*").wants(foreign)).isFalse();
    }

    @Test
    void wantsWhatIsForThisWebhookAloneAndNothingForAnother() {
        assertThat(matching("post.failed").wants(event("post.published", "wh_1")))
                .isTrue();
        assertThat(matching("*").wants(event("post.published", "wh_2"))).isFalse();
        assertThat(matching("*").wants(event("webhook.test", "wh_1"))).isTrue();
        assertThat(matching("*", "webhook.*").wants(event("webhook.test", null)))
                .isFalse();
    }

    @Test
    void wantsNothingThatTellsOfItself() {
        assertThat(matching("webhook.*").wants(event("webhook.failing", null, "wh_1")))
                .isFalse();
        assertThat(matching("webhook.*").wants(event("webhook.failing", null, "wh_2")))
                .isTrue();
    }

    @Test
    void letsNothingPassThatAFilterCannotBeAskedAbout() {
        EventMatch match = EventMatch.of(target("{\"event\": \"post.published\"}", "*"));

        assertThat(match.passes(event("post.published", null), body("[".repeat(1_000) + "]".repeat(1_000))))
                .isFalse();
    }

    @Test
    void letsPassWhatTheFilterMatches() {
        EventMatch match = EventMatch.of(target("{\"data.platform\": \"tiktok\"}", "*"));

        assertThat(match.readsBodies()).isTrue();
        assertThat(match.passes(event("post.published", null), body("{\"data\":{\"platform\":\"tiktok\"}}")))
                .isTrue();
        assertThat(match.passes(event("post.published", null), body("{\"data\":{\"platform\":\"youtube\"}}")))
                .isFalse();
        assertThat(match.passes(event("post.published", "wh_1"), body("{}"))).isTrue();
        assertThat(matching("*").passes(event("post.published", null), body("{}")))
                .isTrue();
    }

    @Test
    void letsNothingPassAFilterThatItCannotRead() {
        EventMatch match = EventMatch.of(target("{\"data.platform\": {\"$later\": 1}}", "*"));

        assertThat(match.passes(event("post.published", null), body("{}"))).isFalse();
    }

    private static EventMatch matching(String... patterns) {
        return EventMatch.of(target(null, patterns));
    }

    private static DeliveryTarget target(@Nullable String filter, String... patterns) {
        return new DeliveryTarget(
                new SubscriptionId("wh_1"), new WorkspaceId("ws_1"), List.of(patterns), filter, "active", true);
    }

    private static LoggedEvent event(String type, @Nullable String target) {
        return event(type, target, null);
    }

    private static LoggedEvent event(String type, @Nullable String target, @Nullable String reported) {
        return new LoggedEvent(
                new Place("t", 0, 0),
                "k",
                Instant.EPOCH,
                new EventBody(type, "now", "ws_1", "evt_1"),
                target,
                reported,
                null,
                null,
                ByteBuffer.allocate(0));
    }

    private static ByteBuffer body(String json) {
        return ByteBuffer.wrap(json.getBytes(UTF_8));
    }
}
