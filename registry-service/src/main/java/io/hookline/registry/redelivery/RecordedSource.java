package io.hookline.registry.redelivery;

import io.hookline.registry.delivery.RecordedDeliveries;
import io.hookline.registry.delivery.RecordedDelivery;
import io.hookline.registry.eventlog.EventLog;
import io.hookline.registry.eventlog.EventRenderer;
import io.hookline.registry.eventlog.LoggedEvent;
import io.hookline.registry.eventlog.Place;
import io.hookline.registry.eventlog.UnreadableEventException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What failed: recorded deliveries in the order of the log, so that their events are read in one go. Waits. */
@Component
final class RecordedSource {
    /** Bodies wait in memory until Kafka has them. */
    private static final long MOST_BYTES = 4L * 1024 * 1024;

    private final RecordedDeliveries deliveries;
    private final EventRenderer renderer;

    RecordedSource(RecordedDeliveries deliveries, EventRenderer renderer) {
        this.deliveries = deliveries;
        this.renderer = renderer;
    }

    Batch next(Redelivery redelivery, EventLog log, int most) throws InterruptedException, ExecutionException {
        RedeliveryPlace place = redelivery.progress().place();
        List<RecordedDelivery> failed = deliveries
                .nextUndelivered(redelivery.subscription(), redelivery.since(), redelivery.until(), place.after(), most)
                .toFuture()
                .get();
        if (failed.isEmpty()) {
            return new Batch(List.of(), 0, place, true);
        }
        List<Place> sources = failed.stream().map(RecordedDelivery::source).toList();
        EventLog.Found found = log.read(sources, MOST_BYTES);
        List<DeliveryRequest> requests = new ArrayList<>();
        for (RecordedDelivery delivery : failed.subList(0, found.covered())) {
            DeliveryRequest request =
                    request(redelivery, delivery, found.events().get(delivery.source()));
            if (request != null) {
                requests.add(request);
            }
        }
        RecordedDelivery last = failed.get(found.covered() - 1);
        return new Batch(
                requests,
                (long) found.covered() - requests.size(),
                RedeliveryPlace.behind(new RecordedDeliveries.Position(last.source(), last.id())),
                failed.size() < most && found.covered() == failed.size());
    }

    private @Nullable DeliveryRequest request(
            Redelivery redelivery, RecordedDelivery delivery, @Nullable LoggedEvent event) {
        if (event == null) {
            return null;
        }
        try {
            DeliveryRequest request = DeliveryRequest.of(
                    redelivery.subscription(), event, renderer.render(event), delivery, redelivery.createdAt());
            // Another id: the place has another event by now, for the topic was made anew.
            return request.deliveryId().equals(delivery.id()) ? request : null;
        } catch (UnreadableEventException e) {
            return null;
        }
    }
}
