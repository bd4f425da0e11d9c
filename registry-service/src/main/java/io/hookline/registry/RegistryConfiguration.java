package io.hookline.registry;

import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.SchemaRegistry;
import io.hookline.schemas.Topics;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** What all features share: time, chance, the catalogue, and the wire. */
@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {

    /** Milliseconds, because that is what travels on the wire; finer times would differ once read back. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    SecureRandom random() {
        return new SecureRandom();
    }

    @Bean
    RandomIds ids(SecureRandom random) {
        return new RandomIds(random);
    }

    @Bean
    EventCatalogue catalogue() {
        return EventCatalogue.load();
    }

    @Bean
    SchemaRegistry schemaRegistry(RegistryProperties properties) {
        return SchemaRegistry.of(properties.schemaRegistryUrl(), properties.schemaRegistrySerde());
    }

    @Bean(destroyMethod = "close")
    Serializer<Object> serializer(SchemaRegistry registry) {
        return registry.serializer();
    }

    @Bean(destroyMethod = "close")
    Deserializer<SpecificRecord> deserializer(SchemaRegistry registry) {
        return registry.specificDeserializer();
    }

    /** For events of any type, known here or not. */
    @Bean(destroyMethod = "close")
    Deserializer<GenericRecord> genericDeserializer(SchemaRegistry registry) {
        return registry.genericDeserializer();
    }

    /** Test events can be of any type, and redelivery reads all, hence the event topics. */
    @Bean
    KafkaAdmin.NewTopics topics() {
        List<Topics> used = Stream.concat(
                        Stream.of(
                                Topics.SUBSCRIPTIONS,
                                Topics.CATALOGUE_TYPES,
                                Topics.DELIVERIES,
                                Topics.DELIVERIES_ATTEMPTS),
                        Topics.events().stream())
                .toList();
        return new KafkaAdmin.NewTopics(Topics.toCreate(used).toArray(NewTopic[]::new));
    }
}
