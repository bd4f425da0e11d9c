package io.hookline.reconciliation.publish;

import io.hookline.reconciliation.ReconciliationProperties;
import io.hookline.reconciliation.ledger.Ledger;
import io.hookline.reconciliation.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class PublishConfiguration {

    @Bean
    PublishLog publishLog(
            DatabaseClient database,
            JsonMapper json,
            Clock clock,
            Ledger ledger,
            Serializer<Object> serializer,
            Outbox outbox,
            Scheduler blockingWork) {
        return new R2dbcPublishLog(
                database, json, clock, ledger, new PublishEventEncoder(serializer), outbox, blockingWork);
    }

    @Bean
    PublishMetrics publishMetrics(MeterRegistry metrics) {
        return new PublishMetrics(metrics);
    }

    @Bean
    Publishes publishes(DatabaseClient database, JsonMapper json) {
        return new Publishes(database, json);
    }

    @Bean
    PublishLookup publishLookup(Publishes publishes, ReconciliationProperties properties) {
        return new PublishLookup(publishes, properties.lookupPatience());
    }
}
