package io.hookline.dispatch.delivery;

import io.hookline.delivery.DeliveryRequested;
import io.hookline.dispatch.kafka.DeadLetters;
import io.hookline.dispatch.kafka.Decoded;
import io.hookline.dispatch.kafka.Handling;
import io.hookline.dispatch.kafka.RecordDecoder;
import io.hookline.dispatch.kafka.RecordHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

/**
 * Takes deliveries from a topic. What follows here is the way of each: through the {@link DeliveryPipeline}, which ends in a
 * {@link DeliveryOutcome}, from which the {@link OutcomeRouter} draws the consequences. Only then is the record done.
 */
final class DeliveryListener implements RecordHandler {
    private static final Duration PAUSE_WITHOUT_REGISTRY = Duration.ofSeconds(1);

    private final Lane lane;
    private final Stay stay;
    private final RecordDecoder<DeliveryRequested> decoder;
    private final DeliveryPipeline pipeline;
    private final OutcomeRouter router;
    private final DeadLetters deadLetters;
    private final Clock clock;

    DeliveryListener(
            Lane lane,
            Stay stay,
            RecordDecoder<DeliveryRequested> decoder,
            DeliveryPipeline pipeline,
            OutcomeRouter router,
            DeadLetters deadLetters,
            Clock clock) {
        this.lane = lane;
        this.stay = stay;
        this.decoder = decoder;
        this.pipeline = pipeline;
        this.router = router;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    @Override
    public Handling begin(ConsumerRecord<byte[], byte[]> record) {
        return switch (decoder.decode(record)) {
            case Decoded.Value(DeliveryRequested requested) ->
                begin(record, DeliveryRecords.read(requested, lane, record.timestamp()));
            case Decoded.Undecodable(String error) -> new Handling.Begun(deadLetters.bury(record, error));
            case Decoded.RegistryAway() ->
                new Handling.NotBefore(clock.instant().plus(PAUSE_WITHOUT_REGISTRY));
        };
    }

    private Handling begin(ConsumerRecord<byte[], byte[]> record, Delivery delivery) {
        Instant now = clock.instant();
        Instant stayEnds = stay.ends(record, delivery);
        if (now.isBefore(stayEnds)) {
            return new Handling.NotBefore(stayEnds);
        }
        Instant due = delivery.notBefore();
        if (due != null && now.isBefore(due)) {
            return new Handling.Begun(router.sendOn(delivery, due));
        }
        return new Handling.Begun(pipeline.deliver(delivery)
                .flatMap(outcome -> Mono.fromFuture(router.route(delivery, outcome)))
                .toFuture());
    }
}
