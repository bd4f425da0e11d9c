package io.hookline.dispatch.fanout;

import io.hookline.dispatch.delivery.Delivery;
import io.hookline.dispatch.delivery.DeliveryId;
import io.hookline.dispatch.delivery.DeliveryPublisher;
import io.hookline.dispatch.delivery.Lane;
import io.hookline.dispatch.kafka.DeadLetters;
import io.hookline.dispatch.kafka.Decoded;
import io.hookline.dispatch.kafka.Handling;
import io.hookline.dispatch.kafka.RecordHandler;
import io.hookline.dispatch.subscription.Subscription;
import io.hookline.dispatch.subscription.SubscriptionId;
import io.hookline.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes events from their topics and requests a delivery for each subscription that receives them. Their type does not
 * matter: the headers say what it is, and the record comes with the schema it was written by, or as JSON. An event is done when
 * Kafka has acknowledged all its deliveries.
 */
final class EventListener implements RecordHandler {
    private static final Duration PAUSE_WITHOUT_REGISTRY = Duration.ofSeconds(1);
    /** How many deliveries may be on their way to Kafka before no further event is begun: memory is for more than these. */
    private static final int MOST_UNWRITTEN = 10_000;

    private static final Duration PAUSE_WHEN_FULL = Duration.ofMillis(20);
    /** An event that goes to many more is written in parts, one after the other. */
    private static final int PART = 1_000;

    private final EventRenderer renderer;
    private final Receivers receivers;
    private final DeliveryPublisher publisher;
    private final DeadLetters deadLetters;
    private final FanOutMetrics metrics;
    private final Clock clock;
    private final AtomicInteger unwritten = new AtomicInteger();

    EventListener(
            EventRenderer renderer,
            Receivers receivers,
            DeliveryPublisher publisher,
            DeadLetters deadLetters,
            FanOutMetrics metrics,
            Clock clock) {
        this.renderer = renderer;
        this.receivers = receivers;
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public Handling begin(ConsumerRecord<byte[], byte[]> record) {
        if (unwritten.get() >= MOST_UNWRITTEN) {
            return new Handling.NotBefore(clock.instant().plus(PAUSE_WHEN_FULL));
        }
        return EventHeaders.read(record)
                .map(event -> begin(record, event))
                .orElseGet(() -> bury(record, EventHeaders.REQUIRED));
    }

    private Handling begin(ConsumerRecord<byte[], byte[]> record, EventHeaders event) {
        if (receivers.areNone(event)) {
            metrics.unmatched();
            return new Handling.Begun(CompletableFuture.completedFuture(null));
        }
        return switch (renderer.body(record, event)) {
            case Decoded.Value(ByteBuffer body) -> fanOut(record, event, body);
            case Decoded.Undecodable(String error) -> bury(record, error);
            case Decoded.RegistryAway() ->
                new Handling.NotBefore(clock.instant().plus(PAUSE_WITHOUT_REGISTRY));
        };
    }

    private Handling fanOut(ConsumerRecord<byte[], byte[]> record, EventHeaders event, ByteBuffer body) {
        Delivery.Source source = new Delivery.Source(record.topic(), record.partition(), record.offset());
        return new Handling.Begun(receivers
                .of(event, body)
                .flatMapMany(found -> inParts(event, found))
                .concatMap(part -> Mono.fromFuture(request(event, body, source, part)))
                .then()
                .toFuture());
    }

    private Flux<List<Subscription>> inParts(EventHeaders event, List<Subscription> found) {
        if (!found.isEmpty()) {
            metrics.matched();
        } else if (event.target() == null) {
            metrics.filtered();
        } else {
            metrics.unmatched();
        }
        return Flux.fromIterable(found).buffer(PART);
    }

    private CompletableFuture<Void> request(
            EventHeaders event, ByteBuffer body, Delivery.Source source, List<Subscription> receivers) {
        unwritten.addAndGet(receivers.size());
        return CompletableFuture.allOf(receivers.stream()
                        .map(receiver ->
                                publisher.publish(Topics.DELIVERIES, delivery(event, body, source, receiver.id())))
                        .toArray(CompletableFuture<?>[]::new))
                .whenComplete((_, _) -> unwritten.addAndGet(-receivers.size()));
    }

    private Delivery delivery(EventHeaders event, ByteBuffer body, Delivery.Source source, SubscriptionId receiver) {
        return new Delivery(
                DeliveryId.of(event.id(), receiver),
                receiver,
                event.workspace(),
                event.id(),
                event.type(),
                body,
                source,
                event.entity(),
                event.traceparent(),
                1,
                0,
                clock.instant(),
                null,
                null,
                null,
                null,
                Lane.FIRST);
    }

    private Handling bury(ConsumerRecord<byte[], byte[]> record, String error) {
        metrics.dead();
        return new Handling.Begun(deadLetters.bury(record, error));
    }
}
