package io.hookline.dispatch.kafka;

import io.hookline.dispatch.DispatchProperties;
import io.hookline.schemas.SchemaRegistry;
import io.hookline.schemas.Topics;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** The clients that all features share. */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {
    /** Deadlines here are tens of milliseconds at the shortest, so the wheel need not turn faster. */
    private static final Duration TICK = Duration.ofMillis(10);

    private static final Duration LINGER = Duration.ofMillis(5);
    /** Nobody waits for a report but the offset of its delivery. In larger batches they cost the broker and their readers less. */
    private static final Duration LINGER_OF_REPORTS = Duration.ofMillis(50);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "stop")
    Timer timer() {
        return new HashedWheelTimer(
                Thread.ofPlatform().daemon().name("dispatch-timer").factory(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Bean
    KafkaClients kafkaClients(DispatchProperties properties) {
        return new KafkaClients(properties.kafka());
    }

    @Bean
    SchemaRegistry schemaRegistry(DispatchProperties properties) {
        return SchemaRegistry.of(properties.schemaRegistryUrl(), properties.schemaRegistrySerde());
    }

    @Bean
    Serializer<Object> serializer(SchemaRegistry registry) {
        return registry.serializer();
    }

    @Bean
    Deserializer<SpecificRecord> specificDeserializer(SchemaRegistry registry) {
        return registry.specificDeserializer();
    }

    @Bean
    Deserializer<GenericRecord> genericDeserializer(SchemaRegistry registry) {
        return registry.genericDeserializer();
    }

    @Bean
    RecordPublisher recordPublisher(KafkaClients clients, Serializer<Object> serializer, Timer timer) {
        return new RecordPublisher(clients.producer(LINGER), serializer, timer);
    }

    @Bean(defaultCandidate = false)
    RecordPublisher reportPublisher(KafkaClients clients, Serializer<Object> serializer, Timer timer) {
        return new RecordPublisher(clients.producer(LINGER_OF_REPORTS), serializer, timer);
    }

    @Bean
    DeadLetters deadLetters(RecordPublisher publisher) {
        return new DeadLetters(publisher);
    }

    /** Topics are not created while the context starts, or a broker that is away would hold that up; see SubscriptionReader. */
    @Bean
    KafkaAdmin kafkaAdmin(DispatchProperties properties) {
        KafkaAdmin admin = new KafkaAdmin(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, properties.kafka()));
        admin.setAutoCreate(false);
        return admin;
    }

    @Bean
    KafkaAdmin.NewTopics topics() {
        List<Topics> topics = Stream.of(
                        Topics.events().stream(),
                        Topics.retries().stream(),
                        Stream.of(
                                Topics.SUBSCRIPTIONS,
                                Topics.DELIVERIES,
                                Topics.DELIVERIES_DEFERRED,
                                Topics.DELIVERIES_DEAD,
                                Topics.DELIVERIES_ATTEMPTS))
                .flatMap(group -> group)
                .toList();
        return new KafkaAdmin.NewTopics(Topics.toCreate(topics).toArray(NewTopic[]::new));
    }
}
