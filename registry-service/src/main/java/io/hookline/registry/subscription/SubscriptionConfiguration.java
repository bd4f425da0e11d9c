package io.hookline.registry.subscription;

import io.hookline.registry.BackgroundLoop;
import io.hookline.registry.RegistryProperties;
import io.hookline.registry.publication.ChangePublisher;
import io.hookline.registry.publication.Published;
import io.hookline.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class SubscriptionConfiguration {
    private static final long LOCK = 0x7375627363726962L;

    @Bean
    ChangePublisher<Subscription> subscriptionPublisher(
            DatabaseClient database,
            TransactionalOperator transaction,
            KafkaOperations<String, byte[]> kafka,
            SubscriptionEncoder encoder,
            MeterRegistry meters) {
        Published<Subscription> subscriptions = new Published<>(
                "subscription",
                SubscriptionRow.COLUMNS,
                Topics.SUBSCRIPTIONS,
                LOCK,
                SubscriptionRow::read,
                encoder::encode,
                "hookline.subscriptions.published",
                "hookline.subscriptions.unpublished");
        return new ChangePublisher<>(subscriptions, database, transaction, kafka, meters);
    }

    @Bean
    HealthPolicy healthPolicy(RegistryProperties properties) {
        return new HealthPolicy(properties.failingAfter(), properties.disableAfter());
    }

    @Bean
    BackgroundLoop healthReviewLoop(SubscriptionHealth health, RegistryProperties properties) {
        return BackgroundLoop.reactive("health-review", properties.healthInterval(), health::review);
    }
}
