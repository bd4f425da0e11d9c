package io.hookline.reconciliation.callback;

import io.hookline.reconciliation.BackgroundLoop;
import io.hookline.reconciliation.ReconciliationProperties;
import io.hookline.reconciliation.ledger.Ledger;
import io.hookline.reconciliation.publish.Platform;
import io.hookline.reconciliation.publish.PublishLog;
import io.hookline.reconciliation.publish.PublishMetrics;
import io.hookline.schemas.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.util.backoff.ExponentialBackOff;
import reactor.core.scheduler.Scheduler;

@Configuration(proxyBeanMethods = false)
class CallbackConfiguration {
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(10);
    private static final Duration BETWEEN_EXPIRIES = Duration.ofMinutes(1);
    private static final int ANY_PARTITION = -1;

    @Bean
    PublishingListener publishingListener(
            PublishingRecordDecoder decoder,
            Reconciler reconciler,
            ConsumerRecordRecoverer deadTopic,
            Backlog backlog,
            MeterRegistry metrics,
            PublishMetrics publishMetrics) {
        return new PublishingListener(
                decoder, reconciler, deadTopic, backlog, new CallbackMetrics(metrics, publishMetrics));
    }

    @Bean
    PublishingRecordDecoder publishingRecordDecoder(
            Deserializer<SpecificRecord> deserializer, ReconciliationProperties properties) {
        return new PublishingRecordDecoder(deserializer, platform -> timeout(platform, properties.timeout()));
    }

    @Bean
    Reconciler reconciler(
            TransactionalOperator transaction,
            PublishLog log,
            ParkedCallbacks parkedCallbacks,
            Ledger ledger,
            Clock clock,
            Scheduler blockingWork) {
        return new Reconciler(transaction, log, parkedCallbacks, ledger, clock, blockingWork);
    }

    @Bean
    ParkedCallbacks parkedCallbacks(DatabaseClient database, Clock clock) {
        return new R2dbcParkedCallbacks(database, clock);
    }

    @Bean
    BackgroundLoop parkedCallbackExpiry(
            ParkedCallbacks parkedCallbacks, Clock clock, MeterRegistry metrics, ReconciliationProperties properties) {
        Counter expired = Counter.builder("hookline.callbacks.expired")
                .description("Callbacks for which no publish was registered in time")
                .register(metrics);
        return new BackgroundLoop("parked-callback-expiry", BETWEEN_EXPIRIES, () -> parkedCallbacks
                .dropParkedBefore(clock.instant().minus(properties.parkedFor()))
                .doOnNext(expired::increment)
                .thenReturn(false));
    }

    @Bean
    Backlog backlog(Clock clock, MeterRegistry metrics, ReconciliationProperties properties) {
        Backlog backlog = new Backlog(clock, properties.sweep().lagLimit());
        Gauge.builder("hookline.callbacks.behind", backlog, each -> each.isBehind() ? 1 : 0)
                .description("1 while callbacks may be waiting, so that this instance calls no publish silent")
                .register(metrics);
        return backlog;
    }

    @Bean
    ConsumerRecordRecoverer deadTopic(KafkaOperations<Object, Object> kafka) {
        DeadLetterPublishingRecoverer recoverer = new DeadLetterPublishingRecoverer(
                kafka, (_, _) -> new TopicPartition(Topics.CALLBACKS_PUBLISHING.deadTopicName(), ANY_PARTITION));
        recoverer.excludeHeader(HeadersToAdd.EX_STACKTRACE);
        return recoverer;
    }

    /** Retries everything for ever: what is beyond hope never gets here. */
    @Bean
    CommonErrorHandler errorHandler() {
        ExponentialBackOff backOff = new ExponentialBackOff(FIRST_RETRY.toMillis(), 2);
        backOff.setMaxInterval(LAST_RETRY.toMillis());
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        // The default list of exceptions not worth a retry would skip the batch.
        handler.setClassifications(Map.of(), true);
        return handler;
    }

    private static Duration timeout(Platform platform, ReconciliationProperties.Timeout timeout) {
        return switch (platform) {
            case INSTAGRAM -> timeout.instagram();
            case TIKTOK -> timeout.tiktok();
            case YOUTUBE -> timeout.youtube();
        };
    }
}
