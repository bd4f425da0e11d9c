package io.hookline.registry.publication;

import io.hookline.registry.RegistryProperties;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class PublicationConfiguration {

    /** What one kind of thing fails at does not hold the others up. */
    @Bean
    Publications publications(List<ChangePublisher<?>> publishers, KafkaAdmin admin, RegistryProperties properties) {
        AtomicBoolean topicsAreThere = new AtomicBoolean();
        return new Publications(
                () -> ensureTopics(admin, topicsAreThere)
                        .thenMany(Flux.fromIterable(publishers).concatMapDelayError(ChangePublisher::publishAll))
                        .then(),
                properties.publishInterval(),
                properties.publishWait());
    }

    /** A service that starts while Kafka is away must create its topics later. */
    private static Mono<Void> ensureTopics(KafkaAdmin admin, AtomicBoolean done) {
        return done.get()
                ? Mono.empty()
                : Mono.fromCallable(admin::initialize)
                        .subscribeOn(Schedulers.boundedElastic())
                        .doOnNext(done::set)
                        .then();
    }
}
