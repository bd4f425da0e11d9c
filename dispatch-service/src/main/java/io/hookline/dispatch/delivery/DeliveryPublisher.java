package io.hookline.dispatch.delivery;

import io.hookline.dispatch.kafka.RecordPublisher;
import io.hookline.schemas.Topics;
import java.util.concurrent.CompletableFuture;

/** Writes deliveries and reports; each future completes once Kafka has it, and never with an error. Thread-safe. */
public final class DeliveryPublisher {
    private final RecordPublisher publisher;
    private final RecordPublisher reports;

    DeliveryPublisher(RecordPublisher publisher, RecordPublisher reports) {
        this.publisher = publisher;
        this.reports = reports;
    }

    /** Puts a delivery on one of the topics of deliveries. */
    public CompletableFuture<Void> publish(Topics topic, Delivery delivery) {
        return publisher.publish(topic, delivery.subscription().value(), DeliveryRecords.write(delivery));
    }

    CompletableFuture<Void> report(DeliveryReport report) {
        return reports.publish(
                Topics.DELIVERIES_ATTEMPTS, report.delivery().id().value(), DeliveryRecords.write(report));
    }
}
