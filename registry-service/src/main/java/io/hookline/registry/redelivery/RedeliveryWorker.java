package io.hookline.registry.redelivery;

import io.hookline.registry.RandomIds;
import io.hookline.registry.RegistryProperties;
import io.hookline.registry.eventlog.EventLog;
import io.hookline.registry.eventlog.EventLogs;
import io.hookline.registry.eventlog.Stretch;
import io.hookline.registry.subscription.DeliveryTarget;
import io.hookline.registry.subscription.DeliveryTargets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Works at redeliveries, one for a few seconds at a time, so that a long one does not keep others waiting. After each
 * batch it saves how far it is; a crash repeats a batch at most. Waits; any number of threads may call it.
 */
@Component
final class RedeliveryWorker {
    /** Longer than any batch takes, if Kafka answers at all. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration SLICE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);
    /** What fails so often for a reason of its own will not succeed. */
    private static final int MOST_FAULTS = 5;

    private static final int LARGEST_BATCH = 500;
    private static final Logger log = LoggerFactory.getLogger(RedeliveryWorker.class);

    private final Redeliveries redeliveries;
    private final DeliveryTargets targets;
    private final RecordedSource recorded;
    private final LoggedSource logged;
    private final DeliveryRequests requests;
    private final EventLogs logs;
    private final String owner;
    private final int rate;
    private final int batch;
    private final AtomicInteger active = new AtomicInteger();
    private final Counter skipped;

    RedeliveryWorker(
            Redeliveries redeliveries,
            DeliveryTargets targets,
            RecordedSource recorded,
            LoggedSource logged,
            DeliveryRequests requests,
            EventLogs logs,
            RandomIds ids,
            RegistryProperties properties,
            MeterRegistry meters) {
        this.redeliveries = redeliveries;
        this.targets = targets;
        this.recorded = recorded;
        this.logged = logged;
        this.requests = requests;
        this.logs = logs;
        this.owner = ids.next("");
        this.rate = properties.redeliveryRate();
        this.batch = Math.min(LARGEST_BATCH, rate);
        this.skipped = meters.counter("hookline.redeliveries.skipped");
        meters.gauge("hookline.redeliveries.active", active);
    }

    /** Takes on a redelivery that nobody works at, and leaves it again; false if there is none. */
    boolean work() throws InterruptedException, ExecutionException {
        Optional<Redelivery> claimed = await(redeliveries.claim(owner, LEASE));
        if (claimed.isPresent()) {
            active.incrementAndGet();
            try {
                work(claimed.get());
            } finally {
                active.decrementAndGet();
            }
        }
        return claimed.isPresent();
    }

    private void work(Redelivery claimed) throws InterruptedException, ExecutionException {
        Redelivery current = claimed;
        long started = System.nanoTime();
        try (EventLog events = logs.openForMany(batch)) {
            while (current.isRunning() && System.nanoTime() - started < SLICE.toNanos()) {
                current = step(current, events);
            }
            await(redeliveries.release(owner, current, Duration.ZERO));
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            putOff(current, e);
        }
    }

    /** One batch, from the decision whether it may be made to the saved progress. */
    private Redelivery step(Redelivery current, EventLog events)
            throws InterruptedException, ExecutionException, TimeoutException {
        Optional<DeliveryTarget> target = await(targets.find(current.workspace(), current.subscription()));
        if (target.isEmpty()) {
            return stop(current, RedeliveryStatus.CANCELLED, "The webhook was deleted.");
        }
        if (!target.get().delivers()) {
            return stop(
                    current,
                    RedeliveryStatus.PAUSED,
                    "The webhook is " + target.get().status() + "; set its \"active\": true, then resume.");
        }
        EventMatch match = EventMatch.of(target.get());
        if (current.kind() == RedeliveryKind.ALL && current.progress().total() == null) {
            return count(current, match, events);
        }
        return deliver(
                current,
                switch (current.kind()) {
                    case FAILED -> recorded.next(current, events, batch);
                    case ALL -> logged.next(current, match, events);
                });
    }

    private Redelivery deliver(Redelivery current, Batch next)
            throws InterruptedException, ExecutionException, TimeoutException {
        long started = System.nanoTime();
        int sent = requests.send(next.requests());
        long tooLarge = (long) next.requests().size() - sent;
        skipped.increment((double) (next.skipped() + tooLarge));
        Redelivery saved = save(current.with(current.progress().after(sent, next.skipped() + tooLarge, next.next())));
        if (saved.isRunning() && next.last()) {
            return stop(saved, RedeliveryStatus.COMPLETED, null);
        }
        keepPace(sent, started);
        return saved;
    }

    private Redelivery count(Redelivery current, EventMatch match, EventLog events)
            throws InterruptedException, ExecutionException {
        List<Stretch> stretches = logged.stretches(events, current.since(), current.until());
        SignOfLife sign = new SignOfLife(current);
        long total = logged.count(stretches, match, current.since(), current.until(), events, sign::isWanted);
        return sign.latest.isRunning()
                ? save(current.with(current.progress().counted(total, RedeliveryPlace.at(stretches))))
                : sign.latest;
    }

    /** Renews the lease during a long count, and learns whether the count is still wanted. */
    private final class SignOfLife {
        private Redelivery latest;
        private long given = System.nanoTime();

        private SignOfLife(Redelivery redelivery) {
            latest = redelivery;
        }

        private boolean isWanted() {
            if (System.nanoTime() - given > BETWEEN_SIGNS_OF_LIFE.toNanos()) {
                given = System.nanoTime();
                latest = latest.with(redeliveries
                        .save(owner, latest, LEASE)
                        .defaultIfEmpty(RedeliveryStatus.PAUSED)
                        .toFuture()
                        .join());
            }
            return latest.isRunning();
        }
    }

    /** Whoever has lost the lease must not go on either, hence paused: nothing more is written under it. */
    private Redelivery save(Redelivery current) throws InterruptedException, ExecutionException {
        return current.with(await(redeliveries.save(owner, current, LEASE)).orElse(RedeliveryStatus.PAUSED));
    }

    private Redelivery stop(Redelivery current, RedeliveryStatus status, @Nullable String reason)
            throws InterruptedException, ExecutionException {
        await(redeliveries.stop(owner, current, status, reason));
        log.atInfo()
                .addKeyValue("redeliveryId", current.id())
                .addKeyValue("subscriptionId", current.subscription())
                .addKeyValue("status", status.text())
                .addKeyValue("deliveries", current.progress().done())
                .log("A redelivery stopped");
        return current.with(status);
    }

    private void putOff(Redelivery current, Exception failure) throws InterruptedException, ExecutionException {
        boolean passes = Outage.isCauseOf(failure);
        Redelivery later = passes ? current : current.with(current.progress().withFault());
        log.atWarn()
                .addKeyValue("redeliveryId", current.id())
                .setCause(failure)
                .log("A redelivery cannot go on at the moment");
        if (later.progress().faults() < MOST_FAULTS) {
            await(redeliveries.release(owner, later, PAUSE_AFTER_FAILURE));
        } else {
            stop(later, RedeliveryStatus.FAILED, "It could not go on; the fault is ours and has been logged.");
        }
    }

    private void keepPace(int sent, long started) throws InterruptedException {
        long due = Duration.ofSeconds(1).toNanos() * sent / rate;
        long rest = due - (System.nanoTime() - started);
        if (rest > 0) {
            Thread.sleep(Duration.ofNanos(rest));
        }
    }

    private static <T> Optional<T> await(Mono<T> mono) throws InterruptedException, ExecutionException {
        return Optional.ofNullable(mono.toFuture().get());
    }
}
