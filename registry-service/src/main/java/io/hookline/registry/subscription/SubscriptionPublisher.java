package io.hookline.registry.subscription;

import io.hookline.schemas.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Brings the state of changed subscriptions to Kafka: at least once, in the order of their versions, one publisher at a time
 * over all instances. What is sent is the state as it is then, so changes that follow each other fast may share a record. A lock
 * of its own keeps publishers apart rather than locks on the rows, so that no call has to wait while Kafka is slow.
 */
@Component
final class SubscriptionPublisher {
    /** Any number will do that no other lock in this database has. */
    private static final long LOCK = 0x7375627363726962L;

    private static final int BATCH = 200;

    private static final String TAKE_LOCK = "select pg_advisory_xact_lock(:lock)";
    private static final String COUNT =
            "select count(*) as unpublished from subscription where published_version < version";
    private static final String OLDEST = "select deleted, " + SubscriptionRow.COLUMNS
            + " from subscription where published_version < version order by updated_at limit :batch";
    private static final String MARK = """
            update subscription set published_version = sent.version
            from unnest(:ids, :versions) as sent(id, version) where subscription.id = sent.id""";
    private static final String REMOVE = "delete from subscription where id = any(:ids) and deleted";

    private record Change(Subscription subscription, boolean deleted) {
        String id() {
            return subscription.id().value();
        }
    }

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final KafkaOperations<String, byte[]> kafka;
    private final SubscriptionEncoder encoder;
    private final Counter published;
    private final AtomicLong unpublished = new AtomicLong();

    SubscriptionPublisher(
            DatabaseClient database,
            TransactionalOperator transaction,
            KafkaOperations<String, byte[]> kafka,
            SubscriptionEncoder encoder,
            MeterRegistry meters) {
        this.database = database;
        this.transaction = transaction;
        this.kafka = kafka;
        this.encoder = encoder;
        this.published = meters.counter("hookline.subscriptions.published");
        meters.gauge("hookline.subscriptions.unpublished", unpublished);
    }

    /** Publishes until nothing is left. */
    Mono<Void> publishAll() {
        return count().then(
                        publishBatch().repeat().takeUntil(sent -> sent < BATCH).then())
                .then(count());
    }

    private Mono<Void> count() {
        return database.sql(COUNT)
                .map(row -> row.get("unpublished", Long.class))
                .one()
                .doOnNext(unpublished::set)
                .then();
    }

    private Mono<Integer> publishBatch() {
        return database.sql(TAKE_LOCK)
                .bind("lock", LOCK)
                .then()
                .then(Mono.defer(this::oldest))
                .flatMap(changes -> changes.isEmpty() ? Mono.just(0) : publish(changes))
                .as(transaction::transactional)
                .doOnNext(published::increment);
    }

    private Mono<List<Change>> oldest() {
        return database.sql(OLDEST)
                .bind("batch", BATCH)
                .map(row -> new Change(SubscriptionRow.read(row), row.get("deleted", Boolean.class)))
                .all()
                .collectList();
    }

    private Mono<Integer> publish(List<Change> changes) {
        return Mono.fromCallable(() -> send(changes))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(Mono::fromFuture)
                .then(Mono.defer(() -> mark(changes)))
                .then(Mono.defer(() -> remove(changes)))
                .thenReturn(changes.size());
    }

    private CompletableFuture<Void> send(List<Change> changes) {
        return CompletableFuture.allOf(
                changes.stream().map(change -> kafka.send(record(change))).toArray(CompletableFuture[]::new));
    }

    private ProducerRecord<String, byte[]> record(Change change) {
        String topic = Topics.SUBSCRIPTIONS.topicName();
        return new ProducerRecord<>(
                topic, change.id(), change.deleted() ? null : encoder.encode(topic, change.subscription()));
    }

    private Mono<Void> mark(List<Change> changes) {
        return database.sql(MARK)
                .bind("ids", changes.stream().map(Change::id).toArray(String[]::new))
                .bind(
                        "versions",
                        changes.stream()
                                .map(change -> change.subscription().version())
                                .toArray(Long[]::new))
                .then();
    }

    private Mono<Void> remove(List<Change> changes) {
        String[] ids = changes.stream().filter(Change::deleted).map(Change::id).toArray(String[]::new);
        return ids.length == 0
                ? Mono.empty()
                : database.sql(REMOVE).bind("ids", ids).then();
    }
}
