package io.hookline.ingest.owntype;

import io.hookline.ingest.IngestProperties;
import io.hookline.schemas.SchemaRegistry;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OwnTypeConfiguration {

    @Bean(destroyMethod = "close")
    Deserializer<SpecificRecord> deserializer(IngestProperties properties) {
        return SchemaRegistry.of(properties.schemaRegistryUrl(), properties.schemaRegistrySerde())
                .specificDeserializer();
    }

    @Bean
    OwnTypeListener ownTypeListener(
            Deserializer<SpecificRecord> deserializer, OwnTypes types, IngestProperties properties) {
        Map<String, Object> configuration = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                properties.kafka(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                "ingest-service-types",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                // Every instance reads everything, and none remembers where it was.
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        return new OwnTypeListener(
                () -> new KafkaConsumer<>(configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                deserializer,
                types);
    }
}
