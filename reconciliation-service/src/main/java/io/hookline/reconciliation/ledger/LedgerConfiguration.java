package io.hookline.reconciliation.ledger;

import io.hookline.reconciliation.outbox.Outbox;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

    @Bean
    Ledger ledger(
            DatabaseClient database,
            JsonMapper json,
            Serializer<Object> serializer,
            Outbox outbox,
            Scheduler blockingWork) {
        return new R2dbcLedger(database, json, new LedgerEntryEncoder(serializer, json), outbox, blockingWork);
    }

    @Bean
    LedgerLines ledgerLines(DatabaseClient database, JsonMapper json) {
        return new LedgerLines(database, json);
    }
}
