package io.hookline.reconciliation.timeout;

import io.hookline.reconciliation.callback.Backlog;
import io.hookline.reconciliation.publish.Publish;
import io.hookline.reconciliation.publish.PublishLog;
import io.hookline.reconciliation.publish.PublishMetrics;
import io.hookline.reconciliation.publish.Transition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Ends publishes about which nobody said anything by their deadline. Any number of instances may sweep at once: each takes
 * what no other has locked. An instance that is behind its callbacks does not sweep, since what it takes for silence may be
 * waiting in Kafka; should one be called silent wrongly all the same, its callback corrects that.
 */
final class TimeoutSweep {
    private final TransactionalOperator transaction;
    private final PublishLog log;
    private final Backlog backlog;
    private final Clock clock;
    private final PublishMetrics publishes;
    private final Counter timeouts;
    private final Timer duration;
    private final int batch;

    TimeoutSweep(
            TransactionalOperator transaction,
            PublishLog log,
            Backlog backlog,
            Clock clock,
            PublishMetrics publishes,
            MeterRegistry metrics,
            int batch) {
        this.transaction = transaction;
        this.log = log;
        this.backlog = backlog;
        this.clock = clock;
        this.publishes = publishes;
        this.timeouts = Counter.builder("hookline.sweep.timeouts")
                .description("Publishes that ended because nobody said anything in time")
                .register(metrics);
        this.duration = Timer.builder("hookline.sweep.duration")
                .description("Time taken to find silent publishes and to end them, batch by batch")
                .register(metrics);
        this.batch = batch;
    }

    /** Ends one batch, unless this instance is behind; true if more may be due. */
    Mono<Boolean> sweepBatch() {
        if (backlog.isBehind()) {
            return Mono.just(false);
        }
        Instant now = clock.instant();
        Timer.Sample started = Timer.start();
        return transaction
                .transactional(log.lockDue(now, batch).flatMap(due -> end(due, now)))
                .doFinally(_ -> started.stop(duration))
                .doOnNext(this::count)
                .map(ends -> ends.size() == batch);
    }

    private Mono<List<Transition>> end(List<Publish> due, Instant now) {
        List<Transition> ends =
                due.stream().map(publish -> publish.timeOut(now)).toList();
        return log.settle(ends).thenReturn(ends);
    }

    private void count(List<Transition> ends) {
        timeouts.increment(ends.size());
        ends.forEach(publishes::count);
    }
}
