package io.hookline.dispatch.delivery;

import io.hookline.dispatch.kafka.RecordPublisher;
import io.hookline.dispatch.subscription.SubscriptionId;
import io.hookline.dispatch.subscription.WorkspaceId;
import java.nio.ByteBuffer;
import java.time.Clock;

/** Deliveries for benchmarks. */
public final class BenchmarkedDeliveries {
    private BenchmarkedDeliveries() {}

    public static DeliveryPublisher publisher(RecordPublisher publisher) {
        return new DeliveryPublisher(publisher, publisher);
    }

    static Delivery delivery(SubscriptionId subscription) {
        EventId event = new EventId("evt_8f14e45fceea167a5a36dedd4bea2543");
        return new Delivery(
                DeliveryId.of(event, subscription),
                subscription,
                new WorkspaceId("ws_6512bd43d9caa6e02c990b0a82652dca"),
                event,
                "mention.created",
                ByteBuffer.allocate(600),
                new Delivery.Source("events.listening.v1", 3, 1_000_000),
                "ws_6512bd43d9caa6e02c990b0a82652dca:mention_c20ad4d76fe97759aa27a0c99bff6710",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                1,
                0,
                Clock.systemUTC().instant(),
                null,
                null,
                null,
                null,
                Lane.FIRST);
    }
}
