package io.hookline.registry.redelivery;

import io.hookline.registry.delivery.RecordedDeliveries;
import io.hookline.registry.delivery.RecordedDelivery;
import io.hookline.registry.eventlog.EventLog;
import io.hookline.registry.eventlog.EventRenderer;
import io.hookline.registry.eventlog.LoggedEvent;
import io.hookline.registry.eventlog.Stretch;
import io.hookline.registry.eventlog.UnreadableEventException;
import io.hookline.registry.subscription.SubscriptionId;
import io.hookline.schemas.Topics;
import io.hookline.schemas.body.DeliveryIds;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Everything: the events on the log that a webhook receives, one partition after the other. Waits. */
@Component
final class LoggedSource {
    private static final List<String> TOPICS =
            Topics.events().stream().map(Topics::topicName).toList();

    private final RecordedDeliveries deliveries;
    private final EventRenderer renderer;

    LoggedSource(RecordedDeliveries deliveries, EventRenderer renderer) {
        this.deliveries = deliveries;
        this.renderer = renderer;
    }

    List<Stretch> stretches(EventLog log, Instant since, Instant until) {
        return log.between(TOPICS, since, until);
    }

    /**
     * Counts the events that are received.
     *
     * @param goOn asked now and then; the count ends early once it says no
     */
    long count(
            List<Stretch> stretches,
            EventMatch match,
            Instant since,
            Instant until,
            EventLog log,
            BooleanSupplier goOn) {
        long events = 0;
        for (Stretch stretch : stretches) {
            Stretch rest = stretch;
            while (!rest.done() && goOn.getAsBoolean()) {
                EventLog.Chunk chunk = log.next(rest);
                events += chunk.events().stream()
                        .filter(event -> isWithin(event, since, until) && counts(event, match))
                        .count();
                rest = chunk.rest();
            }
        }
        return events;
    }

    Batch next(Redelivery redelivery, EventMatch match, EventLog log) throws InterruptedException, ExecutionException {
        List<Stretch> stretches =
                Objects.requireNonNull(redelivery.progress().place().stretches());
        if (stretches.isEmpty()) {
            return new Batch(List.of(), 0, RedeliveryPlace.at(List.of()), true);
        }
        EventLog.Chunk chunk = log.next(stretches.getFirst());
        List<LoggedEvent> wanted = chunk.events().stream()
                .filter(event -> isWithin(event, redelivery.since(), redelivery.until()) && match.wants(event))
                .toList();
        List<Stretch> left = new ArrayList<>(stretches.subList(1, stretches.size()));
        if (!chunk.rest().done()) {
            left.addFirst(chunk.rest());
        }
        return batch(redelivery, match, wanted, RedeliveryPlace.at(left), left.isEmpty());
    }

    private Batch batch(
            Redelivery redelivery, EventMatch match, List<LoggedEvent> wanted, RedeliveryPlace next, boolean last)
            throws InterruptedException, ExecutionException {
        SubscriptionId subscription = redelivery.subscription();
        Map<String, RecordedDelivery> recorded = recorded(subscription, wanted);
        // An event that was written twice is delivered once.
        Map<String, DeliveryRequest> requests = new LinkedHashMap<>();
        long skipped = 0;
        for (LoggedEvent event : wanted) {
            RecordedDelivery known = recorded.get(DeliveryIds.of(event.id(), subscription.value()));
            ByteBuffer body = body(event);
            if (body == null || (known != null && known.isRetrying())) {
                skipped++;
            } else if (match.passes(event, body)) {
                DeliveryRequest request = DeliveryRequest.of(subscription, event, body, known, redelivery.createdAt());
                skipped += requests.putIfAbsent(request.deliveryId(), request) == null ? 0 : 1;
            }
        }
        return new Batch(List.copyOf(requests.values()), skipped, next, last);
    }

    private Map<String, RecordedDelivery> recorded(SubscriptionId subscription, List<LoggedEvent> events)
            throws InterruptedException, ExecutionException {
        List<String> ids = events.stream()
                .map(event -> DeliveryIds.of(event.id(), subscription.value()))
                .toList();
        return ids.isEmpty() ? Map.of() : deliveries.find(ids).toFuture().get();
    }

    private boolean counts(LoggedEvent event, EventMatch match) {
        if (!match.wants(event)) {
            return false;
        }
        if (!match.readsBodies()) {
            return true;
        }
        ByteBuffer body = body(event);
        return body != null && match.passes(event, body);
    }

    /** Null if it will never be readable. */
    private @Nullable ByteBuffer body(LoggedEvent event) {
        try {
            return renderer.render(event);
        } catch (UnreadableEventException e) {
            return null;
        }
    }

    private static boolean isWithin(LoggedEvent event, Instant since, Instant until) {
        return !event.loggedAt().isBefore(since) && event.loggedAt().isBefore(until);
    }
}
