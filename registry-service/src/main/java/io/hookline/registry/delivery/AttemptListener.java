package io.hookline.registry.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.stereotype.Component;

/**
 * Takes in what dispatch-service reports, a batch at a time. A batch is done when the database has it; until then it is
 * repeated, which changes nothing. Records that can never be recorded go to the dead topic, the others around them do not wait.
 */
@Component
final class AttemptListener {
    private static final Duration LONGEST_WRITE = Duration.ofMinutes(1);

    private record Received(ConsumerRecord<String, byte[]> record, Attempt attempt) {}

    private record Dead(ConsumerRecord<String, byte[]> record, Exception reason) {}

    private final AttemptDecoder decoder;
    private final AttemptLog attempts;
    private final DeadLetterPublishingRecoverer deadLetters;
    private final Counter recorded;
    private final Counter dead;

    AttemptListener(
            AttemptDecoder decoder,
            AttemptLog attempts,
            DeadLetterPublishingRecoverer deadLetters,
            MeterRegistry meters) {
        this.decoder = decoder;
        this.attempts = attempts;
        this.deadLetters = deadLetters;
        this.recorded = meters.counter("hookline.attempts.recorded");
        this.dead = meters.counter("hookline.attempts.dead");
    }

    @KafkaListener(topics = "#{T(io.hookline.schemas.Topics).DELIVERIES_ATTEMPTS.topicName()}")
    void onAttempts(List<ConsumerRecord<String, byte[]>> records) {
        List<Received> received = new ArrayList<>();
        List<Dead> undecodable = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                received.add(new Received(record, decoder.decode(record)));
            } catch (UndecodableException e) {
                undecodable.add(new Dead(record, e));
            }
        }
        record(received, undecodable);
        // Last, so that a batch which has to be repeated does not send them twice.
        undecodable.forEach(this::bury);
    }

    private void record(List<Received> received, List<Dead> unrecordable) {
        if (received.isEmpty()) {
            return;
        }
        try {
            recorded.increment(
                    attempts.record(received.stream().map(Received::attempt).toList())
                            .timeout(LONGEST_WRITE)
                            .toFuture()
                            .join());
        } catch (RuntimeException e) {
            if (!UnstorableData.isCauseOf(e)) {
                throw e;
            }
            if (received.size() == 1) {
                unrecordable.add(new Dead(received.getFirst().record(), e));
                return;
            }
            // One of them spoils the statement of all; halves find it in few statements.
            record(received.subList(0, received.size() / 2), unrecordable);
            record(received.subList(received.size() / 2, received.size()), unrecordable);
        }
    }

    private void bury(Dead record) {
        deadLetters.accept(record.record(), null, record.reason());
        dead.increment();
    }
}
