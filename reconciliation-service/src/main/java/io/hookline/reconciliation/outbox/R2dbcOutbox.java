package io.hookline.reconciliation.outbox;

import io.hookline.reconciliation.BackgroundLoop;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The outbox as a table. Its ids follow the order of insertion within one transaction, and between transactions that had to
 * wait for each other, which all changes of one publish do.
 */
final class R2dbcOutbox implements Outbox {
    // The driver binds no arrays of byte arrays, hence base64.
    private static final String INSERT = """
            insert into outbox (topic, key, headers, value)
            select topic, key, headers, decode(value, 'base64')
            from unnest(:topics, :keys, :headers, :values) with ordinality as r(topic, key, headers, value, position)
            order by position""";

    private final DatabaseClient database;
    private final JsonMapper json;
    private final BackgroundLoop relay;

    R2dbcOutbox(DatabaseClient database, JsonMapper json, BackgroundLoop relay) {
        this.database = database;
        this.json = json;
        this.relay = relay;
    }

    @Override
    public Mono<Void> add(List<OutboxRecord> records) {
        if (records.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(INSERT)
                .bind("topics", column(records, OutboxRecord::topic))
                .bind("keys", column(records, OutboxRecord::key))
                .bind("headers", column(records, each -> json.writeValueAsString(each.headers())))
                .bind("values", column(records, each -> Base64.getEncoder().encodeToString(each.value())))
                .then()
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

    private static String[] column(List<OutboxRecord> records, Function<OutboxRecord, String> value) {
        return records.stream().map(value).toArray(String[]::new);
    }
}
