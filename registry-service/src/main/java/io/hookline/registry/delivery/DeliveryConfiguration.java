package io.hookline.registry.delivery;

import io.hookline.registry.BackgroundLoop;
import io.hookline.registry.RegistryProperties;
import io.hookline.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.util.backoff.FixedBackOff;

@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {
    private static final long PAUSE_MS = 1_000;
    private static final Duration BETWEEN_MAINTENANCE = Duration.ofMinutes(20);

    /** What the listener lets through is a database or a schema registry that is away: the same batch again, for ever. */
    @Bean
    CommonErrorHandler errorHandler() {
        return new DefaultErrorHandler(new FixedBackOff(PAUSE_MS, FixedBackOff.UNLIMITED_ATTEMPTS));
    }

    @Bean
    DeadLetterPublishingRecoverer deadLetters(KafkaOperations<String, byte[]> kafka) {
        DeadLetterPublishingRecoverer recoverer = new DeadLetterPublishingRecoverer(
                kafka, (record, reason) -> new TopicPartition(Topics.DELIVERIES_ATTEMPTS.deadTopicName(), 0));
        recoverer.excludeHeader(HeadersToAdd.EX_STACKTRACE);
        return recoverer;
    }

    @Bean
    RecordPartitions recordPartitions(
            DatabaseClient database, TransactionalOperator transaction, RegistryProperties properties, Clock clock) {
        return new RecordPartitions(database, transaction, properties.recordRetention(), clock);
    }

    @Bean
    BackgroundLoop recordMaintenance(RecordPartitions partitions) {
        // However long it takes: a partition that is being filled should not be given up and begun again.
        return new BackgroundLoop("record-partitions", BETWEEN_MAINTENANCE, () -> {
            partitions.maintain().toFuture().get();
            return false;
        });
    }
}
