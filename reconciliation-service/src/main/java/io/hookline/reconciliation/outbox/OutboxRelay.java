package io.hookline.reconciliation.outbox;

import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes records from the outbox to Kafka: in order, at least once, one relay at a time over all instances. A record is
 * deleted only once Kafka has acknowledged it and all others of its batch; after a failure the whole batch is sent again, so
 * that even then the last copies of a key are in order.
 */
final class OutboxRelay {
    /** Any number will do that no other lock in this database has. */
    private static final long LOCK = 0x486f6f6b6c696e65L;

    private static final String TAKE_LOCK = "select pg_advisory_xact_lock(:lock)";
    private static final String OLDEST = "select id, topic, key, headers, value from outbox order by id limit :batch";
    private static final String DELETE = "delete from outbox where id = any(:ids)";
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private record Stored(long id, OutboxRecord record) {}

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final KafkaOperations<Object, Object> kafka;
    private final Scheduler blockingWork;
    private final JsonMapper json;
    private final Counter relayed;
    private final int batch;

    OutboxRelay(
            DatabaseClient database,
            TransactionalOperator transaction,
            KafkaOperations<Object, Object> kafka,
            Scheduler blockingWork,
            JsonMapper json,
            Counter relayed,
            int batch) {
        this.database = database;
        this.transaction = transaction;
        this.kafka = kafka;
        this.blockingWork = blockingWork;
        this.json = json;
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
                        .flatMap(records -> records.isEmpty() ? Mono.just(0) : relay(records)))
                .doOnNext(relayed::increment)
                .map(count -> count == batch);
    }

    private Mono<List<Stored>> oldest() {
        return database.sql(OLDEST)
                .bind("batch", batch)
                .map(row -> new Stored(
                        row.get("id", Long.class),
                        new OutboxRecord(
                                row.get("topic", String.class),
                                row.get("key", String.class),
                                json.readValue(row.get("headers", String.class), HEADERS),
                                row.get("value", byte[].class))))
                .all()
                .collectList();
    }

    private Mono<Integer> relay(List<Stored> records) {
        Long[] ids = records.stream().map(Stored::id).toArray(Long[]::new);
        return Mono.fromCallable(() -> send(records))
                .subscribeOn(blockingWork)
                .flatMap(Mono::fromFuture)
                .then(Mono.defer(() -> database.sql(DELETE).bind("ids", ids).then()))
                .thenReturn(records.size());
    }

    private CompletableFuture<Void> send(List<Stored> records) {
        return CompletableFuture.allOf(records.stream()
                .map(stored -> kafka.send(producerRecord(stored.record())))
                .toArray(CompletableFuture[]::new));
    }

    private static ProducerRecord<Object, Object> producerRecord(OutboxRecord from) {
        ProducerRecord<Object, Object> record = new ProducerRecord<>(from.topic(), from.key(), from.value());
        from.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
