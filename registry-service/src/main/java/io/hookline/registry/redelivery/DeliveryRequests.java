package io.hookline.registry.redelivery;

import io.hookline.schemas.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;

/** Asks dispatch-service for deliveries. Waits for Kafka, so not for an event loop. Thread-safe. */
@Component
final class DeliveryRequests {
    /** Longer than the producer itself takes to give up. */
    private static final long LONGEST_WAIT_SECONDS = 30;

    private static final String TOPIC = Topics.DELIVERIES.topicName();

    private final KafkaOperations<String, byte[]> kafka;
    private final DeliveryEncoder encoder;
    private final Counter requested;

    DeliveryRequests(KafkaOperations<String, byte[]> kafka, DeliveryEncoder encoder, MeterRegistry meters) {
        this.kafka = kafka;
        this.encoder = encoder;
        this.requested = meters.counter("hookline.redeliveries.requested");
    }

    /**
     * Returns once Kafka has them; answers how many it has, for it never takes one that is too large.
     *
     * @throws ExecutionException if Kafka did not take one, so that some may have been written and others not
     */
    int send(List<DeliveryRequest> requests) throws InterruptedException, ExecutionException, TimeoutException {
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (DeliveryRequest request : requests) {
            sent.add(kafka.send(
                    new ProducerRecord<>(TOPIC, request.subscription().value(), encoder.encode(TOPIC, request))));
        }
        int taken = 0;
        for (CompletableFuture<?> each : sent) {
            taken += isTaken(each) ? 1 : 0;
        }
        requested.increment(taken);
        return taken;
    }

    private static boolean isTaken(CompletableFuture<?> sent)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            sent.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (isTooLarge(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isTooLarge(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException) {
                return true;
            }
        }
        return false;
    }
}
