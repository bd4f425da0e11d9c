package io.hookline.dispatch.delivery;

import io.hookline.delivery.DeliveryRequested;
import io.hookline.dispatch.DispatchProperties;
import io.hookline.dispatch.endpoint.Endpoints;
import io.hookline.dispatch.endpoint.Permits;
import io.hookline.dispatch.kafka.ConsumerLoop;
import io.hookline.dispatch.kafka.ConsumerLoops;
import io.hookline.dispatch.kafka.DeadLetters;
import io.hookline.dispatch.kafka.RecordDecoder;
import io.hookline.dispatch.kafka.RecordPublisher;
import io.hookline.dispatch.retry.RetryPolicy;
import io.hookline.dispatch.retry.RetryTopics;
import io.hookline.dispatch.sending.Sender;
import io.hookline.dispatch.subscription.SubscriptionLookup;
import io.hookline.dispatch.subscription.Subscriptions;
import io.hookline.schemas.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.netty.util.Timer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    @Bean
    Endpoints endpoints(DispatchProperties properties, Subscriptions subscriptions, Timer timer, Clock clock) {
        Permits.Waiting waiting = new Permits.Waiting(properties.waitingPerEndpoint(), properties.patience());
        Endpoints endpoints = new Endpoints(
                properties.inFlightPerEndpoint(), waiting, properties.breakerWait(), timer, System::nanoTime, clock);
        subscriptions.onRemoval(endpoints::forget);
        return endpoints;
    }

    @Bean
    Capacity capacity(DispatchProperties properties, Timer timer) {
        return new Capacity(properties.inFlight(), timer, System::nanoTime);
    }

    @Bean
    MeterBinder capacityMetrics(Capacity capacity) {
        return registry -> Gauge.builder("hookline.deliveries.in.flight", capacity, Capacity::inFlight)
                .description("Requests that are out now")
                .register(registry);
    }

    @Bean
    DeliveryPipeline deliveryPipeline(
            DispatchProperties properties,
            SubscriptionLookup subscriptions,
            Endpoints endpoints,
            Capacity capacity,
            Sender sender,
            MeterRegistry meters,
            Clock clock) {
        DeliveryMetrics metrics = new DeliveryMetrics(meters);
        return DeliveryPipeline.assemble(properties, subscriptions, endpoints, capacity, sender, metrics, clock);
    }

    @Bean
    RetryTopics retryTopics(DispatchProperties properties) {
        return new RetryTopics(properties.retryDelays());
    }

    @Bean
    DeliveryPublisher deliveryPublisher(
            RecordPublisher publisher, @Qualifier("reportPublisher") RecordPublisher reports) {
        return new DeliveryPublisher(publisher, reports);
    }

    @Bean
    OutcomeRouter outcomeRouter(
            DispatchProperties properties, DeliveryPublisher publisher, RetryTopics topics, Clock clock) {
        RetryPolicy retries = new RetryPolicy(
                properties.retryDelays(), () -> ThreadLocalRandom.current().nextDouble());
        return new OutcomeRouter(publisher, retries, topics, properties.deferral(), clock);
    }

    @Bean
    DeliveryListeners deliveryListeners(
            Deserializer<SpecificRecord> deserializer,
            DeliveryPipeline pipeline,
            OutcomeRouter router,
            DeadLetters deadLetters,
            Clock clock) {
        RecordDecoder<DeliveryRequested> decoder = new RecordDecoder<>(deserializer, DeliveryRequested.class);
        return (lane, stay) -> new DeliveryListener(lane, stay, decoder, pipeline, router, deadLetters, clock);
    }

    @Bean
    ConsumerLoop deliveriesLoop(ConsumerLoops loops, DeliveryListeners listeners) {
        return loops.create(
                "deliveries", "dispatch", List.of(Topics.DELIVERIES), listeners.create(Lane.FIRST, Stay.NONE));
    }

    @Bean
    ConsumerLoop retriesLoop(ConsumerLoops loops, DeliveryListeners listeners, RetryTopics topics) {
        return loops.create(
                "retries", "dispatch-retry", Topics.retries(), listeners.create(Lane.LATER, Stay.on(topics)));
    }

    @Bean
    ConsumerLoop deferredLoop(ConsumerLoops loops, DeliveryListeners listeners, DispatchProperties properties) {
        return loops.create(
                "deferred",
                "dispatch-deferred",
                List.of(Topics.DELIVERIES_DEFERRED),
                listeners.create(Lane.LATER, Stay.onDeferred(properties.deferral())));
    }

    /** The same listener in several loops. */
    @FunctionalInterface
    interface DeliveryListeners {
        DeliveryListener create(Lane lane, Stay stay);
    }
}
