package io.hookline.reconciliation.outbox;

import io.hookline.reconciliation.BackgroundLoop;
import io.hookline.reconciliation.ReconciliationProperties;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Scheduler;

@Configuration(proxyBeanMethods = false)
class OutboxConfiguration {
    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);

    @Bean
    Outbox outbox(DatabaseClient database, @Qualifier("outboxRelayLoop") BackgroundLoop relay) {
        return new R2dbcOutbox(database, relay);
    }

    @Bean
    BackgroundLoop outboxRelayLoop(OutboxRelay relay, ReconciliationProperties properties) {
        return new BackgroundLoop("outbox-relay", properties.outbox().interval(), relay::relayBatch);
    }

    @Bean
    OutboxRelay outboxRelay(
            DatabaseClient database,
            TransactionalOperator transaction,
            KafkaOperations<Object, Object> kafka,
            Scheduler blockingWork,
            MeterRegistry metrics,
            ReconciliationProperties properties) {
        Counter relayed = Counter.builder("hookline.outbox.relayed")
                .description("Records that Kafka has acknowledged")
                .register(metrics);
        return new OutboxRelay(
                database,
                transaction,
                kafka,
                blockingWork,
                relayed,
                properties.outbox().batch());
    }

    @Bean
    BackgroundLoop outboxBacklogLoop(DatabaseClient database, MeterRegistry metrics) {
        return new BackgroundLoop("outbox-backlog", BETWEEN_COUNTS, new OutboxBacklog(database, metrics)::count);
    }
}
