package io.hookline.reconciliation.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** How many records wait for the relay, counted now and then, because a gauge must not ask the database itself. */
final class OutboxBacklog {
    /** Whoever has this many parcels waiting need not know the exact number, and counting on would take ever longer. */
    private static final int ENOUGH = 10_000;

    private static final String COUNT =
            "select coalesce(sum(records), 0) from (select records from outbox_parcel limit :enough) as waiting";

    private final DatabaseClient database;
    private final AtomicLong pending = new AtomicLong();

    OutboxBacklog(DatabaseClient database, MeterRegistry metrics) {
        this.database = database;
        Gauge.builder("hookline.outbox.pending", pending, AtomicLong::get)
                .description("Records stored for Kafka and not yet acknowledged by it, as far as they fill " + ENOUGH
                        + " parcels")
                .register(metrics);
    }

    Mono<Boolean> count() {
        return database.sql(COUNT)
                .bind("enough", ENOUGH)
                .mapValue(Long.class)
                .one()
                .doOnNext(pending::set)
                .thenReturn(false);
    }
}
