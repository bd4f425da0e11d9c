package io.hookline.registry.publication;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Brings the state of changed things to Kafka: at least once, in the order of their versions, one publisher at a time over all
 * instances. What is sent is the state as it is then, so changes that follow each other fast may share a record. A lock of its
 * own keeps publishers apart rather than locks on the rows, so that no call has to wait while Kafka is slow.
 */
public final class ChangePublisher<T> {
    private static final int BATCH = 200;

    private static final String TAKE_LOCK = "select pg_advisory_xact_lock(:lock)";
    private static final String COUNT = "select count(*) as unpublished from %1$s where published_version < version";
    private static final String OLDEST =
            "select deleted, %2$s from %1$s where published_version < version order by updated_at limit :batch";
    private static final String MARK = """
            update %1$s set published_version = sent.version
            from unnest(:ids, :versions) as sent(id, version) where %1$s.id = sent.id""";
    /** Unless it came back to life, or came and went again, in the meantime. */
    private static final String REMOVE =
            "delete from %1$s where id = any(:ids) and deleted and published_version = version";

    private record Change<T>(String id, long version, boolean deleted, T thing) {}

    private final Published<T> kind;
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final KafkaOperations<String, byte[]> kafka;
    private final Counter published;
    private final AtomicLong unpublished = new AtomicLong();

    public ChangePublisher(
            Published<T> kind,
            DatabaseClient database,
            TransactionalOperator transaction,
            KafkaOperations<String, byte[]> kafka,
            MeterRegistry meters) {
        this.kind = kind;
        this.database = database;
        this.transaction = transaction;
        this.kafka = kafka;
        this.published = meters.counter(kind.publishedCounter());
        meters.gauge(kind.unpublishedGauge(), unpublished);
    }

    /** Publishes until nothing is left. */
    Mono<Void> publishAll() {
        return count().then(
                        publishBatch().repeat().takeUntil(sent -> sent < BATCH).then())
                .then(count());
    }

    private Mono<Void> count() {
        return database.sql(sql(COUNT))
                .map(row -> row.get("unpublished", Long.class))
                .one()
                .doOnNext(unpublished::set)
                .then();
    }

    private Mono<Integer> publishBatch() {
        return database.sql(TAKE_LOCK)
                .bind("lock", kind.lock())
                .then()
                .then(Mono.defer(this::oldest))
                .flatMap(changes -> changes.isEmpty() ? Mono.just(0) : publish(changes))
                .as(transaction::transactional)
                .doOnNext(published::increment);
    }

    private Mono<List<Change<T>>> oldest() {
        return database.sql(sql(OLDEST))
                .bind("batch", BATCH)
                .map(this::change)
                .all()
                .collectList();
    }

    private Change<T> change(Readable row) {
        return new Change<>(
                row.get("id", String.class),
                row.get("version", Long.class),
                row.get("deleted", Boolean.class),
                kind.read().apply(row));
    }

    private Mono<Integer> publish(List<Change<T>> changes) {
        return Mono.fromCallable(() -> send(changes))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(Mono::fromFuture)
                .then(Mono.defer(() -> mark(changes)))
                .then(Mono.defer(() -> remove(changes)))
                .thenReturn(changes.size());
    }

    private CompletableFuture<Void> send(List<Change<T>> changes) {
        return CompletableFuture.allOf(
                changes.stream().map(change -> kafka.send(record(change))).toArray(CompletableFuture[]::new));
    }

    private ProducerRecord<String, byte[]> record(Change<T> change) {
        String topic = kind.topic().topicName();
        return new ProducerRecord<>(
                topic, change.id(), change.deleted() ? null : kind.encode().apply(topic, change.thing()));
    }

    private Mono<Void> mark(List<Change<T>> changes) {
        return database.sql(sql(MARK))
                .bind("ids", changes.stream().map(Change::id).toArray(String[]::new))
                .bind("versions", changes.stream().map(Change::version).toArray(Long[]::new))
                .then();
    }

    private Mono<Void> remove(List<Change<T>> changes) {
        String[] ids = changes.stream().filter(Change::deleted).map(Change::id).toArray(String[]::new);
        return ids.length == 0
                ? Mono.empty()
                : database.sql(sql(REMOVE)).bind("ids", ids).then();
    }

    private String sql(String template) {
        return template.formatted(kind.table(), kind.columns());
    }
}
