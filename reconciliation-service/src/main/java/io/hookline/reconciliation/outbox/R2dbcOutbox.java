package io.hookline.reconciliation.outbox;

import io.hookline.reconciliation.BackgroundLoop;
import java.util.Base64;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The outbox as a table of {@link Parcel}s. Its ids follow the order of insertion within one transaction, and between
 * transactions that had to wait for each other, which all changes of one publish do.
 */
final class R2dbcOutbox implements Outbox {
    // The driver would write bytes as hex, digit by digit.
    private static final String INSERT =
            "insert into outbox_parcel (records, content) values (:records, decode(:content, 'base64'))";

    private final DatabaseClient database;
    private final BackgroundLoop relay;

    R2dbcOutbox(DatabaseClient database, BackgroundLoop relay) {
        this.database = database;
        this.relay = relay;
    }

    @Override
    public Mono<Void> add(List<OutboxRecord> records) {
        if (records.isEmpty()) {
            return Mono.empty();
        }
        return Flux.fromIterable(Parcel.pack(records))
                .concatMap(parcel -> database.sql(INSERT)
                        .bind("records", parcel.records())
                        .bind("content", Base64.getEncoder().encodeToString(parcel.content()))
                        .then())
                .then(wakeRelayAfterCommit());
    }

    private Mono<Void> wakeRelayAfterCommit() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(relay::wake);
                    }
                }))
                .then();
    }
}
