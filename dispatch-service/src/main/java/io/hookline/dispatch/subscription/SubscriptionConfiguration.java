package io.hookline.dispatch.subscription;

import io.hookline.dispatch.DispatchProperties;
import io.hookline.dispatch.kafka.ConsumerLoop;
import io.hookline.dispatch.kafka.ConsumerLoops;
import io.hookline.dispatch.kafka.KafkaClients;
import io.hookline.dispatch.kafka.RecordDecoder;
import io.hookline.subscription.SubscriptionChanged;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
class SubscriptionConfiguration {

    @Bean
    Subscriptions subscriptions() {
        return new Subscriptions();
    }

    @Bean
    SubscriptionReader subscriptionReader(
            DispatchProperties properties,
            KafkaAdmin admin,
            KafkaClients clients,
            Deserializer<SpecificRecord> deserializer,
            Subscriptions subscriptions) {
        return new SubscriptionReader(
                admin::initialize,
                clients::reader,
                new RecordDecoder<>(deserializer, SubscriptionChanged.class),
                new SubscriptionRecords(SecretOpener.of(properties.keyset())),
                subscriptions);
    }

    @Bean
    SubscriptionLookup subscriptionLookup(Subscriptions subscriptions, SubscriptionReader reader) {
        return new CaughtUpLookup(subscriptions, reader);
    }

    /** Nothing is fanned out or delivered before the subscriptions are known. */
    @Bean
    ConsumerLoops consumerLoops(
            DispatchProperties properties,
            KafkaClients clients,
            SubscriptionReader reader,
            MeterRegistry meters,
            Clock clock) {
        ConsumerLoop.Limits limits = new ConsumerLoop.Limits(properties.handling(), properties.drain());
        return new ConsumerLoops(clients, limits, reader.ready(), meters, clock);
    }

    /** Part of readiness: an instance that does not know the subscriptions yet neither fans out nor delivers. */
    @Bean
    HealthIndicator subscriptionsHealthIndicator(SubscriptionReader reader) {
        return () -> reader.ready().isDone()
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("reason", "The subscriptions have not all been read yet")
                        .build();
    }

    @Bean
    MeterBinder subscriptionMetrics(Subscriptions subscriptions) {
        return registry -> Gauge.builder("hookline.subscriptions", subscriptions, Subscriptions::size)
                .description("Subscriptions known, whatever their status")
                .register(registry);
    }
}
