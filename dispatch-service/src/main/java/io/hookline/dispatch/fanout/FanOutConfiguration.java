package io.hookline.dispatch.fanout;

import io.hookline.dispatch.delivery.DeliveryPublisher;
import io.hookline.dispatch.kafka.ConsumerLoop;
import io.hookline.dispatch.kafka.ConsumerLoops;
import io.hookline.dispatch.kafka.DeadLetters;
import io.hookline.dispatch.kafka.RecordDecoder;
import io.hookline.dispatch.subscription.SubscriptionLookup;
import io.hookline.dispatch.subscription.Subscriptions;
import io.hookline.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FanOutConfiguration {

    @Bean
    EventListener eventListener(
            Deserializer<GenericRecord> deserializer,
            Subscriptions subscriptions,
            SubscriptionLookup lookup,
            DeliveryPublisher publisher,
            DeadLetters deadLetters,
            MeterRegistry meters,
            Clock clock) {
        FanOutMetrics metrics = new FanOutMetrics(meters);
        return new EventListener(
                new EventRenderer(new RecordDecoder<>(deserializer, GenericRecord.class)),
                new Receivers(subscriptions, lookup, metrics),
                publisher,
                deadLetters,
                metrics,
                clock);
    }

    @Bean
    ConsumerLoop eventsLoop(ConsumerLoops loops, EventListener listener) {
        return loops.create("events", "dispatch-fanout", Topics.events(), listener);
    }
}
