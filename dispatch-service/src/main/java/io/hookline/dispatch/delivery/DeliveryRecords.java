package io.hookline.dispatch.delivery;

import io.hookline.delivery.AttemptOutcome;
import io.hookline.delivery.DeliveryAttempted;
import io.hookline.delivery.DeliveryRequested;
import io.hookline.dispatch.sending.Exchange;
import io.hookline.dispatch.subscription.SubscriptionId;
import io.hookline.dispatch.subscription.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deliveries and what becomes of them, as they are on Kafka. */
final class DeliveryRecords {
    private DeliveryRecords() {}

    /**
     * A delivery as it is on a topic.
     *
     * @param written when the record was written, as Kafka has it; that is when a redelivery was asked for that does not say
     */
    static Delivery read(DeliveryRequested requested, Lane lane, long written) {
        return new Delivery(
                new DeliveryId(requested.getDeliveryId()),
                new SubscriptionId(requested.getSubscriptionId()),
                new WorkspaceId(requested.getWorkspaceId()),
                new EventId(requested.getEventId()),
                requested.getEventType(),
                requested.getBody(),
                new Delivery.Source(
                        requested.getSourceTopic(), requested.getSourcePartition(), requested.getSourceOffset()),
                requested.getEntity(),
                requested.getTraceparent(),
                requested.getAttempt(),
                requested.getAttemptsBefore(),
                requested.getRequestedAt(),
                askedAt(requested, written),
                requested.getFirstAttemptAt(),
                requested.getNotBefore(),
                read(requested.getLastOutcome()),
                lane);
    }

    private static @Nullable Instant askedAt(DeliveryRequested requested, long written) {
        Instant asked = requested.getAskedAt();
        return asked == null && requested.getAttemptsBefore() > 0 ? Instant.ofEpochMilli(written) : asked;
    }

    private static @Nullable OutcomeSummary read(@Nullable AttemptOutcome outcome) {
        return outcome == null
                ? null
                : new OutcomeSummary(
                        outcome.getKind(), outcome.getStatusCode(), outcome.getReason(), outcome.getMessage());
    }

    static DeliveryRequested write(Delivery delivery) {
        OutcomeSummary last = delivery.lastOutcome();
        return DeliveryRequested.newBuilder()
                .setDeliveryId(delivery.id().value())
                .setSubscriptionId(delivery.subscription().value())
                .setWorkspaceId(delivery.workspace().value())
                .setEventId(delivery.event().value())
                .setEventType(delivery.eventType())
                .setBody(delivery.body().duplicate())
                .setSourceTopic(delivery.source().topic())
                .setSourcePartition(delivery.source().partition())
                .setSourceOffset(delivery.source().offset())
                .setEntity(delivery.entity())
                .setTraceparent(delivery.traceparent())
                .setAttempt(delivery.attempt())
                .setAttemptsBefore(delivery.attemptsBefore())
                .setRequestedAt(delivery.requestedAt())
                .setAskedAt(delivery.askedAt())
                .setFirstAttemptAt(delivery.firstAttemptAt())
                .setNotBefore(delivery.notBefore())
                .setLastOutcome(last == null ? null : write(last))
                .build();
    }

    static DeliveryAttempted write(DeliveryReport report) {
        Delivery delivery = report.delivery();
        DeliveryAttempted.Builder attempted = DeliveryAttempted.newBuilder()
                .setDeliveryId(delivery.id().value())
                .setSubscriptionId(delivery.subscription().value())
                .setWorkspaceId(delivery.workspace().value())
                .setEventId(delivery.event().value())
                .setEventType(delivery.eventType())
                .setSourceTopic(delivery.source().topic())
                .setSourcePartition(delivery.source().partition())
                .setSourceOffset(delivery.source().offset())
                .setAttempt(delivery.attempt())
                .setRequestedAt(delivery.requestedAt())
                .setStartedAt(report.at())
                .setDurationMs(0)
                .setOutcome(write(report.outcome()))
                .setDeliveryStatus(report.status().word())
                .setNextAttemptAt(report.nextAttemptAt())
                .setResponseHeaders(Map.of());
        Exchange exchange = report.exchange();
        return exchange == null
                ? attempted.build()
                : withExchange(attempted, exchange).build();
    }

    private static DeliveryAttempted.Builder withExchange(DeliveryAttempted.Builder attempted, Exchange exchange) {
        attempted
                .setStartedAt(exchange.startedAt())
                .setDurationMs(exchange.duration().toMillis())
                .setConnectMs(millis(exchange.connect()))
                .setFirstByteMs(millis(exchange.firstByte()))
                .setRemoteAddress(exchange.remoteAddress());
        return exchange.result() instanceof Exchange.Answer answer
                ? attempted.setResponseHeaders(answer.headers()).setResponseBody(answer.body())
                : attempted;
    }

    private static AttemptOutcome write(OutcomeSummary outcome) {
        return new AttemptOutcome(outcome.kind(), outcome.statusCode(), outcome.reason(), outcome.message());
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
