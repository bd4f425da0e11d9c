package io.hookline.registry.subscription;

import io.hookline.registry.Columns;
import io.hookline.registry.publication.Publications;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/**
 * Lets the status of subscriptions follow what becomes of their deliveries. One statement for any number of observations,
 * which writes only to the rows whose status changes; the transitions are those of {@link SubscriptionStatus}.
 */
@Component
public final class SubscriptionHealth {
    private static final String APPLY = """
            with observed as (
                select * from unnest(:ids, :signals, :times) as o (id, signal, at)
            ), transition as (
                select * from unnest(:froms, :bys, :tos, :reasons) as t (status, signal, next, reason)
            ), due as (
                select s.id, t.next, t.reason, o.at
                from subscription s join observed o on o.id = s.id
                    join transition t on t.status = s.status and t.signal = o.signal
                where not s.deleted and s.status_since <= o.at
                order by s.id for update of s
            )
            update subscription s set status = due.next, status_reason = due.reason, status_since = due.at,
                version = s.version + 1, updated_at = :now
            from due where due.id = s.id""";

    private record Transition(SubscriptionStatus from, Signal by) {
        SubscriptionStatus to() {
            return from.after(by);
        }
    }

    private static final List<Transition> TRANSITIONS = Stream.of(Signal.DELIVERED, Signal.EXHAUSTED, Signal.GONE)
            .flatMap(by -> Stream.of(SubscriptionStatus.values()).map(from -> new Transition(from, by)))
            .filter(transition -> transition.to() != transition.from())
            .toList();

    private final DatabaseClient database;
    private final Publications publications;
    private final Clock clock;

    SubscriptionHealth(DatabaseClient database, Publications publications, Clock clock) {
        this.database = database;
        this.publications = publications;
        this.clock = clock;
    }

    /** To be called in a transaction, after whose commit the changes are published; at most one for each subscription. */
    public Mono<Void> observe(List<Observation> observations) {
        return observations.isEmpty()
                ? Mono.empty()
                : apply(observations).filter(changed -> changed > 0).flatMap(changed -> publishAfterCommit());
    }

    private Mono<Long> apply(List<Observation> observations) {
        Columns<Observation> observed = new Columns<>(observations);
        Columns<Transition> transitions = new Columns<>(TRANSITIONS);
        return database.sql(APPLY)
                .bind("ids", observed.texts(each -> each.subscription().value()))
                .bind("signals", observed.texts(each -> each.signal().name()))
                .bind("times", observed.times(Observation::at))
                .bind("froms", transitions.texts(each -> each.from().text()))
                .bind("bys", transitions.texts(each -> each.by().name()))
                .bind("tos", transitions.texts(each -> each.to().text()))
                .bind("reasons", transitions.texts(each -> each.by().reason()))
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated();
    }

    private Mono<Void> publishAfterCommit() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(publications::wake);
                    }
                }))
                .then();
    }
}
