package io.hookline.dispatch.delivery;

import io.hookline.dispatch.delivery.DeliveryOutcome.Cause;
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
            case Deferred deferred -> defer(delivery, deferred);
        };
    }

    /** Puts a delivery whose stay on a topic is over, but which is not due, on the topic of its next stay. */
    CompletableFuture<Void> sendOn(Delivery delivery, Instant due) {
        Duration wait = Duration.between(clock.instant(), due);
        return publisher.publish(
                wait.compareTo(topics.shortest()) < 0 ? Topics.DELIVERIES_DEFERRED : topics.next(wait), delivery);
    }

    private CompletableFuture<Void> retry(Delivery delivery, Retryable failed, OutcomeSummary summary) {
        Exchange exchange = failed.exchange();
        return retries.next(delivery.attemptSinceAsked(), failed.retryAfter(), clock.instant())
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

    private CompletableFuture<Void> defer(Delivery delivery, Deferred deferred) {
        Instant now = clock.instant();
        Duration wait = wait(delivery.ageAt(now).dividedBy(10), deferred);
        Delivery later = delivery.deferredUntil(now.plus(wait));
        return wait.compareTo(deferral) <= 0
                ? publisher.publish(Topics.DELIVERIES_DEFERRED, later)
                : sendOn(later, now.plus(wait));
    }

    /**
     * Nothing goes round and round: it comes back when it is its turn; to a broken endpoint, not before a first retry would; and
     * what has waited long can wait a little longer.
     */
    private Duration wait(Duration tenthOfAge, Deferred deferred) {
        if (deferred.cause() == Cause.CIRCUIT_OPEN || topics.shortest().compareTo(tenthOfAge) <= 0) {
            return longer(deferral, topics.inOneHop(tenthOfAge));
        }
        return longer(deferral, shorter(deferred.turn(), topics.shortest()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
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
