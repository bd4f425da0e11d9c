package io.hookline.dispatch.delivery;

import io.hookline.dispatch.delivery.DeliveryOutcome.Deferred;
import io.hookline.dispatch.delivery.DeliveryOutcome.Delivered;
import io.hookline.dispatch.delivery.DeliveryOutcome.Discarded;
import io.hookline.dispatch.delivery.DeliveryOutcome.Expired;
import io.hookline.dispatch.delivery.DeliveryOutcome.Gone;
import io.hookline.dispatch.delivery.DeliveryOutcome.Rejected;
import io.hookline.dispatch.delivery.DeliveryOutcome.Retryable;
import io.hookline.dispatch.delivery.DeliveryReport.Status;
import io.hookline.dispatch.retry.RetryPolicy;
import io.hookline.dispatch.retry.RetryTopics;
import io.hookline.dispatch.sending.Exchange;
import io.hookline.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes to Kafka what follows from an outcome: the report of the attempt, and where the delivery goes next. A delivery is done
 * with when Kafka has acknowledged all of it; the futures say so, and never end with an error.
 */
final class OutcomeRouter {
    private final DeliveryPublisher publisher;
    private final RetryPolicy retries;
    private final RetryTopics topics;
    private final Duration deferral;
    private final Clock clock;

    OutcomeRouter(
            DeliveryPublisher publisher, RetryPolicy retries, RetryTopics topics, Duration deferral, Clock clock) {
        this.publisher = publisher;
        this.retries = retries;
        this.topics = topics;
        this.deferral = deferral;
        this.clock = clock;
    }

    CompletableFuture<Void> route(Delivery delivery, DeliveryOutcome outcome) {
        OutcomeSummary summary = OutcomeSummary.of(outcome);
        return switch (outcome) {
            case Delivered(Exchange exchange) -> report(delivery, exchange, summary, Status.DELIVERED, null);
            case Retryable failed -> retry(delivery, failed, summary);
            case Rejected rejected -> bury(delivery, rejected.exchange(), summary, Status.REJECTED);
            case Gone(Exchange exchange) -> bury(delivery, exchange, summary, Status.REJECTED);
            case Expired() -> bury(delivery, null, summary, Status.FAILED);
            case Discarded _ -> report(delivery, null, summary, Status.DISCARDED, null);
            case Deferred _ -> defer(delivery);
        };
    }

    /** Puts a delivery whose stay on a retry topic is over, but which is not due, on the topic of its next stay. */
    CompletableFuture<Void> sendOn(Delivery delivery, Instant due) {
        return publisher.publish(topics.next(Duration.between(clock.instant(), due)), delivery);
    }

    private CompletableFuture<Void> retry(Delivery delivery, Retryable failed, OutcomeSummary summary) {
        Exchange exchange = failed.exchange();
        return retries.next(delivery.attempt(), failed.retryAfter(), clock.instant())
                .map(due -> both(
                        report(delivery, exchange, summary, Status.RETRYING, due),
                        sendOn(delivery.nextAttempt(exchange.startedAt(), due, summary), due)))
                .orElseGet(() -> bury(delivery, exchange, summary, Status.FAILED));
    }

    private CompletableFuture<Void> bury(
            Delivery delivery, @Nullable Exchange exchange, OutcomeSummary summary, Status status) {
        return both(
                report(delivery, exchange, summary, status, null),
                publisher.publish(Topics.DELIVERIES_DEAD, delivery.ended(summary)));
    }

    /** What has waited long can wait a little longer, or the backlog of a slow endpoint would go round and round. */
    private CompletableFuture<Void> defer(Delivery delivery) {
        Instant now = clock.instant();
        Duration tenthOfAge = Duration.between(delivery.requestedAt(), now).dividedBy(10);
        if (topics.shortest().compareTo(tenthOfAge) <= 0) {
            Instant due = now.plus(tenthOfAge);
            return sendOn(delivery.deferredUntil(due), due);
        }
        return publisher.publish(Topics.DELIVERIES_DEFERRED, delivery.deferredUntil(now.plus(deferral)));
    }

    private CompletableFuture<Void> report(
            Delivery delivery,
            @Nullable Exchange exchange,
            OutcomeSummary summary,
            Status status,
            @Nullable Instant next) {
        return publisher.report(new DeliveryReport(delivery, clock.instant(), exchange, summary, status, next));
    }

    private static CompletableFuture<Void> both(CompletableFuture<Void> one, CompletableFuture<Void> other) {
        return CompletableFuture.allOf(one, other);
    }
}
