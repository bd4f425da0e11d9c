package io.hookline.dispatch.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.dispatch.subscription.SubscriptionId;
import io.hookline.dispatch.subscription.WorkspaceId;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Deliveries for tests. */
final class Deliveries {
    static final Instant REQUESTED = Instant.parse("2026-01-15T10:00:00Z");
    static final SubscriptionId SUBSCRIPTION = new SubscriptionId("wh_1");

    private Deliveries() {}

    static Delivery first() {
        return of(1, Lane.FIRST);
    }

    static Delivery of(int attempt, Lane lane) {
        return of(attempt, 0, null, lane);
    }

    /** Asked for again at that time, after so many attempts. */
    static Delivery redelivery(int attempt, int attemptsBefore, Instant asked) {
        return of(attempt, attemptsBefore, asked, Lane.FIRST);
    }

    private static Delivery of(int attempt, int attemptsBefore, @Nullable Instant asked, Lane lane) {
        EventId event = new EventId("evt_1");
        return new Delivery(
                DeliveryId.of(event, SUBSCRIPTION),
                SUBSCRIPTION,
                new WorkspaceId("ws_1"),
                event,
                "post.published",
                ByteBuffer.wrap("{}".getBytes(UTF_8)),
                new Delivery.Source("events.publishing.v1", 3, 42),
                "ws_1:post_1",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                attempt,
                attemptsBefore,
                REQUESTED,
                asked,
                null,
                null,
                null,
                lane);
    }
}
