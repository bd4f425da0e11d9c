package io.hookline.registry.redelivery;

import io.hookline.registry.delivery.RecordedDelivery;
import io.hookline.registry.eventlog.EventLogs;
import io.hookline.registry.eventlog.EventRenderer;
import io.hookline.registry.eventlog.LoggedEvent;
import io.hookline.registry.eventlog.UnreadableEventException;
import io.hookline.registry.http.Rejected;
import io.hookline.registry.subscription.DeliveryTarget;
import java.time.Clock;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Asks for one delivery once more. */
@Component
final class SingleRedelivery {
    private static final String GONE =
            "The event is no longer on the log, so there is nothing left that could be sent.";

    private final EventLogs logs;
    private final EventRenderer renderer;
    private final DeliveryRequests requests;
    private final Clock clock;

    SingleRedelivery(EventLogs logs, EventRenderer renderer, DeliveryRequests requests, Clock clock) {
        this.logs = logs;
        this.renderer = renderer;
        this.requests = requests;
        this.clock = clock;
    }

    /** Completes with the request once Kafka has it; {@link Rejected} if the event is gone. */
    Mono<DeliveryRequest> of(DeliveryTarget target, RecordedDelivery delivery) {
        return logs.find(delivery.source())
                .switchIfEmpty(Mono.error(() -> Rejected.because(HttpStatus.GONE, GONE)))
                .flatMap(event -> Mono.fromCallable(() -> send(target, delivery, event))
                        .subscribeOn(Schedulers.boundedElastic()));
    }

    private DeliveryRequest send(DeliveryTarget target, RecordedDelivery delivery, LoggedEvent event) throws Exception {
        DeliveryRequest request;
        try {
            request = DeliveryRequest.of(target.id(), event, renderer.render(event), delivery, clock.instant());
        } catch (UnreadableEventException e) {
            throw Rejected.because(HttpStatus.GONE, "The event cannot be read any more.");
        }
        if (!request.deliveryId().equals(delivery.id())) {
            throw Rejected.because(HttpStatus.GONE, GONE);
        }
        if (requests.send(List.of(request)) == 0) {
            throw Rejected.because(HttpStatus.GONE, "The event is too large to be delivered.");
        }
        return request;
    }
}
