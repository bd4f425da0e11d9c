package io.hookline.registry.redelivery;

import io.hookline.registry.delivery.RecordedDeliveries;
import io.hookline.registry.eventlog.EventLog;
import io.hookline.registry.eventlog.EventLogs;
import io.hookline.registry.subscription.DeliveryTarget;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Says how many deliveries a redelivery would ask for. */
@Component
final class Preview implements DisposableBean {
    private static final int THREADS = 2;
    private static final int WAITING = 10;
    private static final int AT_ONCE = 500;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /**
     * How many there are.
     *
     * @param complete false: counting took too long, and there are more
     */
    record Count(long count, boolean complete) {}

    private final RecordedDeliveries deliveries;
    private final LoggedSource logged;
    private final EventLogs logs;
    private final Scheduler readers = Schedulers.newBoundedElastic(THREADS, WAITING, "redelivery-preview");

    Preview(RecordedDeliveries deliveries, LoggedSource logged, EventLogs logs) {
        this.deliveries = deliveries;
        this.logged = logged;
        this.logs = logs;
    }

    Mono<Count> of(DeliveryTarget target, RedeliveryRequest request) {
        return switch (request.kind()) {
            case FAILED ->
                deliveries
                        .countUndelivered(target.id(), request.since(), request.until())
                        .map(count -> new Count(count, true));
            case ALL -> Mono.fromCallable(() -> count(target, request)).subscribeOn(readers);
        };
    }

    @Override
    public void destroy() {
        readers.dispose();
    }

    private Count count(DeliveryTarget target, RedeliveryRequest request) {
        long started = System.nanoTime();
        boolean[] complete = {true};
        try (EventLog log = logs.openForMany(AT_ONCE)) {
            long count = logged.count(
                    logged.stretches(log, request.since(), request.until()),
                    EventMatch.of(target),
                    request.since(),
                    request.until(),
                    log,
                    () -> complete[0] = System.nanoTime() - started < LONGEST.toNanos());
            return new Count(count, complete[0]);
        }
    }
}
