package io.hookline.reconciliation.outbox;

import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Takes records from the outbox to Kafka: in order, at least once, one relay at a time over all instances. A parcel is
 * deleted only once Kafka has acknowledged all records of its batch; after a failure the whole batch is sent again, so that
 * even then the last copies of a key are in order.
 */
final class OutboxRelay {
    /** Any number will do that no other lock in this database has. */
    private static final long LOCK = 0x486f6f6b6c696e65L;

    private static final String TAKE_LOCK = "select pg_advisory_xact_lock(:lock)";
    /** What PostgreSQL forgets in a crash is sent once more, which is allowed, and in order, as it forgets from the end. */
    private static final String DO_NOT_WAIT_FOR_DISK = "set local synchronous_commit = off";

    private static final String OLDEST = "select id, records, content from outbox_parcel order by id limit :batch";
    private static final String DELETE = "delete from outbox_parcel where id = any(:ids)";

    private record Stored(long id, Parcel parcel) {}

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final KafkaOperations<Object, Object> kafka;
    private final Scheduler blockingWork;
    private final Counter relayed;
    private final int batch;

    OutboxRelay(
            DatabaseClient database,
            TransactionalOperator transaction,
            KafkaOperations<Object, Object> kafka,
            Scheduler blockingWork,
            Counter relayed,
            int batch) {
        this.database = database;
        this.transaction = transaction;
        this.kafka = kafka;
        this.blockingWork = blockingWork;
        this.relayed = relayed;
        this.batch = batch;
    }

    /** Relays one batch; true if more may be waiting. */
    Mono<Boolean> relayBatch() {
        return transaction
                .transactional(database.sql(TAKE_LOCK)
                        .bind("lock", LOCK)
                        .then()
                        .then(Mono.defer(this::oldest))
                        .flatMap(parcels -> parcels.isEmpty() ? Mono.just(parcels) : relay(parcels)))
                .doOnNext(parcels -> relayed.increment(parcels.stream()
                        .mapToInt(each -> each.parcel().records())
                        .sum()))
                .map(parcels -> parcels.size() == batch);
    }

    private Mono<List<Stored>> oldest() {
        return database.sql(OLDEST)
                .bind("batch", batch)
                .map(row -> new Stored(
                        row.get("id", Long.class),
                        new Parcel(row.get("records", Integer.class), row.get("content", byte[].class))))
                .all()
                .collectList();
    }

    private Mono<List<Stored>> relay(List<Stored> parcels) {
        Long[] ids = parcels.stream().map(Stored::id).toArray(Long[]::new);
        return Mono.fromCallable(() -> send(parcels))
                .subscribeOn(blockingWork)
                .flatMap(Mono::fromFuture)
                .then(Mono.defer(() -> database.sql(DELETE).bind("ids", ids).then()))
                .then(Mono.defer(() -> database.sql(DO_NOT_WAIT_FOR_DISK).then()))
                .thenReturn(parcels);
    }

    private CompletableFuture<Void> send(List<Stored> parcels) {
        return CompletableFuture.allOf(parcels.stream()
                .flatMap(each -> each.parcel().unpack().stream())
                .map(record -> kafka.send(producerRecord(record)))
                .toArray(CompletableFuture[]::new));
    }

    private static ProducerRecord<Object, Object> producerRecord(OutboxRecord from) {
        ProducerRecord<Object, Object> record = new ProducerRecord<>(from.topic(), from.key(), from.value());
        from.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
