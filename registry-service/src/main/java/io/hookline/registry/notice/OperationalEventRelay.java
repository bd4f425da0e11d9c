package io.hookline.registry.notice;

import io.hookline.registry.catalogue.ExampleRecord;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.EventType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Takes operational events from the outbox to Kafka: in order, at least once, one relay at a time over all instances.
 * After a failure a whole batch is sent again, under the same ids. The subject of each is its webhook, by which
 * dispatch-service keeps it from that webhook.
 */
@Component
final class OperationalEventRelay {
    /** Any number will do that no other lock in this database has. */
    private static final long LOCK = 0x6f7065726174696fL;

    private static final int BATCH = 200;
    /** Whoever has this many waiting need not know the exact number. */
    private static final int ENOUGH = 10_000;

    private static final String SOURCE = "/registry-service";

    private static final String TAKE_LOCK = "select pg_advisory_xact_lock(:lock)";
    private static final String OLDEST = """
            select position, id, type, workspace_id, subscription_id, data, occurred_at
            from operational_event order by position limit :batch""";
    private static final String DELETE = "delete from operational_event where position = any(:positions)";
    private static final String COUNT =
            "select count(*) as waiting from (select from operational_event limit :enough) as stored";

    private record Stored(
            long position, String id, String type, String workspace, String webhook, String data, Instant occurredAt) {}

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final KafkaOperations<String, byte[]> kafka;
    private final Serializer<Object> serializer;
    private final EventCatalogue catalogue;
    private final Counter relayed;
    private final AtomicLong waiting = new AtomicLong();

    OperationalEventRelay(
            DatabaseClient database,
            TransactionalOperator transaction,
            KafkaOperations<String, byte[]> kafka,
            Serializer<Object> serializer,
            EventCatalogue catalogue,
            MeterRegistry meters) {
        this.database = database;
        this.transaction = transaction;
        this.kafka = kafka;
        this.serializer = serializer;
        this.catalogue = catalogue;
        this.relayed = meters.counter("hookline.operational.events.relayed");
        meters.gauge("hookline.operational.events.waiting", waiting);
    }

    /** Relays one batch; true if more may be waiting. */
    Mono<Boolean> relayBatch() {
        return count().flatMap(waiting -> waiting == 0 ? Mono.just(false) : relayOldest());
    }

    private Mono<Boolean> relayOldest() {
        return database.sql(TAKE_LOCK)
                .bind("lock", LOCK)
                .then()
                .then(Mono.defer(this::oldest))
                .flatMap(events -> events.isEmpty() ? Mono.just(0) : relay(events))
                .as(transaction::transactional)
                .doOnNext(relayed::increment)
                // Once more even if it was the last, for the count.
                .map(sent -> sent > 0);
    }

    private Mono<Long> count() {
        return database.sql(COUNT)
                .bind("enough", ENOUGH)
                .map(row -> row.get("waiting", Long.class))
                .one()
                .doOnNext(waiting::set);
    }

    private Mono<List<Stored>> oldest() {
        return database.sql(OLDEST)
                .bind("batch", BATCH)
                .map(row -> new Stored(
                        row.get("position", Long.class),
                        row.get("id", String.class),
                        row.get("type", String.class),
                        row.get("workspace_id", String.class),
                        row.get("subscription_id", String.class),
                        row.get("data", String.class),
                        row.get("occurred_at", Instant.class)))
                .all()
                .collectList();
    }

    private Mono<Integer> relay(List<Stored> events) {
        Long[] positions = events.stream().map(Stored::position).toArray(Long[]::new);
        return Mono.fromCallable(() -> send(events))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(Mono::fromFuture)
                .then(Mono.defer(
                        () -> database.sql(DELETE).bind("positions", positions).then()))
                .thenReturn(events.size());
    }

    private CompletableFuture<Void> send(List<Stored> events) {
        return CompletableFuture.allOf(
                events.stream().map(event -> kafka.send(record(event))).toArray(CompletableFuture[]::new));
    }

    private ProducerRecord<String, byte[]> record(Stored event) {
        EventType type = catalogue.find(event.type()).orElseThrow();
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                type.topic(),
                event.workspace() + ":" + event.webhook(),
                serializer.serialize(type.topic(), ExampleRecord.of(type, event.data())));
        Headers headers = record.headers();
        CloudEventHeaders.put(headers, CloudEventHeaders.SPEC_VERSION, CloudEventHeaders.SPEC_VERSION_1_0);
        CloudEventHeaders.put(headers, CloudEventHeaders.ID, event.id());
        CloudEventHeaders.put(headers, CloudEventHeaders.TYPE, type.name());
        CloudEventHeaders.put(headers, CloudEventHeaders.SOURCE, SOURCE);
        CloudEventHeaders.put(
                headers, CloudEventHeaders.TIME, event.occurredAt().toString());
        CloudEventHeaders.put(headers, CloudEventHeaders.SUBJECT, event.webhook());
        CloudEventHeaders.put(headers, CloudEventHeaders.WORKSPACE, event.workspace());
        CloudEventHeaders.put(headers, CloudEventHeaders.CONTENT_TYPE, CloudEventHeaders.AVRO);
        return record;
    }
}
