package io.hookline.registry.subscription;

import io.hookline.registry.AfterCommit;
import io.hookline.registry.notice.Notice;
import io.hookline.registry.notice.Notices;
import io.hookline.registry.publication.Publications;
import io.hookline.registry.subscription.HealthPolicy.Judgement;
import io.hookline.registry.subscription.HealthPolicy.Subject;
import io.hookline.registry.subscription.HealthRows.Known;
import io.hookline.registry.subscription.HealthRows.Move;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Lets the status of subscriptions follow what becomes of their deliveries. What {@link HealthPolicy} decides, from
 * rows that are locked meanwhile, is stored in the same transaction as what it was decided from, and so are the notices
 * about it: each step is taken, and told, once, however many instances and threads take in attempts.
 */
@Component
public final class SubscriptionHealth {
    private static final int BATCH = 100;

    private final HealthRows rows;
    private final HealthPolicy policy;
    private final Notices notices;
    private final Publications publications;
    private final TransactionalOperator transaction;
    private final MeterRegistry meters;
    private final Clock clock;

    SubscriptionHealth(
            HealthRows rows,
            HealthPolicy policy,
            Notices notices,
            Publications publications,
            TransactionalOperator transaction,
            MeterRegistry meters,
            Clock clock) {
        this.rows = rows;
        this.policy = policy;
        this.notices = notices;
        this.publications = publications;
        this.transaction = transaction;
        this.meters = meters;
        this.clock = clock;
    }

    /** To be called in the transaction that records the attempts, after whose commit the changes are published. */
    public Mono<Void> observe(List<Observation> observations) {
        if (observations.isEmpty()) {
            return Mono.empty();
        }
        Map<String, List<Observation>> seen = observations.stream()
                .sorted(Comparator.comparing(Observation::at))
                .collect(Collectors.groupingBy(each -> each.subscription().value(), TreeMap::new, Collectors.toList()));
        return rows.lock(seen.keySet()).flatMap(known -> judge(known, seen));
    }

    /** Takes the steps that time alone has brought; true if there may be more of them. */
    Mono<Boolean> review() {
        return rows.lockDue(clock.instant(), BATCH)
                .flatMap(due -> judge(due, Map.of()).thenReturn(due.size() == BATCH))
                .as(transaction::transactional);
    }

    private Mono<Void> judge(Map<String, Known> known, Map<String, List<Observation>> seen) {
        Set<String> troubled = known.values().stream()
                .filter(each -> each.reviewAt() != null
                        || each.health().failingSince() != null
                        || showsFailure(seen.getOrDefault(each.id(), List.of())))
                .map(Known::id)
                .collect(Collectors.toSet());
        return rows.lockSubjects(troubled).flatMap(subjects -> {
            Changes changes = new Changes(clock.instant());
            known.values().forEach(each -> {
                List<Observation> shown = seen.getOrDefault(each.id(), List.of());
                if (troubled.contains(each.id())) {
                    changes.judge(each, subjects.get(each.id()), shown);
                } else {
                    changes.note(each, each.health(), shown);
                }
            });
            return changes.apply();
        });
    }

    private static boolean showsFailure(List<Observation> observations) {
        return observations.stream().anyMatch(each -> each.signal() != Signal.DELIVERED);
    }

    /** What a transaction changes, gathered so that it takes a statement for each table. For one thread. */
    private final class Changes {
        private final Instant now;
        private final List<Known> stored = new ArrayList<>();
        private final List<Move> moves = new ArrayList<>();
        private final List<Notice> told = new ArrayList<>();

        Changes(Instant now) {
            this.now = now;
        }

        void note(Known known, Health health, List<Observation> seen) {
            Health after = health;
            for (Observation each : seen) {
                after = after.with(each);
            }
            store(known, new Known(known.id(), after, known.reason(), null));
        }

        /** The subscription is null if it was deleted meanwhile. */
        void judge(Known known, @Nullable Subject subject, List<Observation> seen) {
            if (subject == null) {
                store(known, new Known(known.id(), known.health(), known.reason(), null));
                return;
            }
            // What led to a disabled one being disabled stays to be seen.
            Health before = subject.status() == SubscriptionStatus.DISABLED
                    ? known.health()
                    : known.health().from(subject.statusSince());
            Health after = before;
            Instant goneAt = null;
            for (Observation each : seen) {
                if (each.signal() == Signal.EXHAUSTED
                        && !Notice.isOperational(each.delivery().eventType())) {
                    told.add(exhausted(subject, each));
                }
                if (!each.at().isBefore(subject.statusSince())) {
                    after = after.with(each);
                    goneAt = each.signal() == Signal.GONE ? each.at() : goneAt;
                }
            }
            Judgement judgement = policy.judge(subject, before, after, goneAt, now);
            Signal by = judgement.by();
            told.addAll(judgement.notices());
            if (by != null && judgement.status() != subject.status()) {
                moves.add(new Move(known.id(), judgement.status(), by));
            }
            store(
                    known,
                    new Known(
                            known.id(),
                            judgement.health(),
                            by == null ? known.reason() : by.word(),
                            policy.reviewAt(judgement.status(), judgement.health())));
        }

        Mono<Void> apply() {
            return rows.store(stored)
                    .then(Mono.defer(() -> rows.move(moves, now)))
                    .then(Mono.defer(() -> notices.tell(told, now)))
                    .then(Mono.defer(() -> moves.isEmpty() ? Mono.empty() : AfterCommit.run(this::committed)));
        }

        private void store(Known before, Known after) {
            if (!after.equals(before)) {
                stored.add(after);
            }
        }

        private void committed() {
            moves.forEach(move -> meters.counter(
                            "hookline.subscriptions.moved", "status", move.to().text())
                    .increment());
            publications.wake();
        }
    }

    private static Notice exhausted(Subject subject, Observation seen) {
        Observation.Delivery delivery = seen.delivery();
        return new Notice.Exhausted(
                subject.webhook(),
                delivery.id(),
                delivery.eventId(),
                delivery.eventType(),
                delivery.attempts(),
                seen.error());
    }
}
