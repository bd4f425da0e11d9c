package io.hookline.reconciliation.callback;

import io.hookline.reconciliation.ledger.Ledger;
import io.hookline.reconciliation.publish.PostKey;
import io.hookline.reconciliation.publish.Publish;
import io.hookline.reconciliation.publish.PublishLog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Works off a batch of records: one transaction, a fixed number of statements. All of it happens, or none; a batch that
 * happens twice changes nothing the second time.
 */
final class Reconciler {

    /**
     * What came of a batch.
     *
     * @param submissions how many registrations it held
     * @param registered how many of them were new
     */
    record Report(int submissions, int registered, List<Reconciliation.Result> callbacks) {}

    private final TransactionalOperator transaction;
    private final PublishLog log;
    private final ParkedCallbacks parkedCallbacks;
    private final Ledger ledger;
    private final Clock clock;
    private final Scheduler blockingWork;

    Reconciler(
            TransactionalOperator transaction,
            PublishLog log,
            ParkedCallbacks parkedCallbacks,
            Ledger ledger,
            Clock clock,
            Scheduler blockingWork) {
        this.transaction = transaction;
        this.log = log;
        this.parkedCallbacks = parkedCallbacks;
        this.ledger = ledger;
        this.clock = clock;
        this.blockingWork = blockingWork;
    }

    /** Applies the records, which are in the order of the log for each post. */
    Mono<Report> reconcile(List<PublishingRecord> records) {
        List<Publish> submitted = firstOfEach(records);
        List<Callback> received = only(Callback.class, records).toList();
        return transaction.transactional(log.register(submitted).flatMap(registered -> parkedCallbacks
                .take(postsOf(submitted, registered))
                .flatMap(parked -> apply(concat(parked, received)))
                .map(results ->
                        new Report((int) only(Submission.class, records).count(), registered.size(), results))));
    }

    private Mono<List<Reconciliation.Result>> apply(List<Callback> callbacks) {
        if (callbacks.isEmpty()) {
            return Mono.just(List.of());
        }
        return log.lock(callbacks.stream().map(Callback::post).collect(Collectors.toCollection(LinkedHashSet::new)))
                .flatMap(publishes -> ledger.known(receivedIds(publishes, callbacks))
                        .publishOn(blockingWork)
                        .map(applied -> new Reconciliation(publishes, applied, clock.instant())))
                .doOnNext(reconciliation -> applyAll(callbacks, reconciliation))
                .flatMap(this::write);
    }

    /** Pure code that fails once will fail again, so a retry is of no use. */
    private static void applyAll(List<Callback> callbacks, Reconciliation reconciliation) {
        try {
            callbacks.forEach(reconciliation::apply);
        } catch (RuntimeException e) {
            throw new UnprocessableRecord("A callback cannot be applied", e);
        }
    }

    private Mono<List<Reconciliation.Result>> write(Reconciliation done) {
        return log.settle(done.transitions())
                .then(parkedCallbacks.park(done.parked()))
                .thenReturn(done.results());
    }

    /** The registrations of a batch, each once: the first counts. */
    private static List<Publish> firstOfEach(List<PublishingRecord> records) {
        Map<String, Publish> byId = new LinkedHashMap<>();
        only(Submission.class, records)
                .forEach(each -> byId.putIfAbsent(each.publish().id(), each.publish()));
        return List.copyOf(byId.values());
    }

    private static Set<PostKey> postsOf(List<Publish> publishes, Set<String> ids) {
        return publishes.stream()
                .filter(publish -> ids.contains(publish.id()))
                .map(Publish::post)
                .collect(Collectors.toSet());
    }

    private static List<String> receivedIds(List<Publish> publishes, List<Callback> callbacks) {
        Map<PostKey, List<Publish>> byPost = publishes.stream().collect(Collectors.groupingBy(Publish::post));
        return callbacks.stream()
                .flatMap(callback -> byPost.getOrDefault(callback.post(), List.of()).stream()
                        .map(publish -> publish.receivedEntryId(callback.id())))
                .toList();
    }

    private static List<Callback> concat(Collection<Callback> first, Collection<Callback> then) {
        List<Callback> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    private static <T extends PublishingRecord> Stream<T> only(Class<T> type, List<PublishingRecord> records) {
        return records.stream().filter(type::isInstance).map(type::cast);
    }
}
