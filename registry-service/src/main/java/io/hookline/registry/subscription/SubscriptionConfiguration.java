package io.hookline.registry.subscription;

import io.hookline.registry.RegistryProperties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class SubscriptionConfiguration {

    @Bean
    Publications publications(SubscriptionPublisher publisher, KafkaAdmin admin, RegistryProperties properties) {
        AtomicBoolean topicsAreThere = new AtomicBoolean();
        return new Publications(
                () -> ensureTopics(admin, topicsAreThere).then(publisher.publishAll()),
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
