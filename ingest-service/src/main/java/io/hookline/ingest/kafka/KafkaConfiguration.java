package io.hookline.ingest.kafka;

import io.hookline.ingest.IngestProperties;
import io.hookline.ingest.http.EventLoops;
import io.hookline.schemas.SchemaRegistry;
import io.hookline.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {
    /** Larger than a body by what a record adds to it: key, headers, ids. */
    private static final int RECORD_OVERHEAD = 64 * 1024;

    private static final int LOOKUP_THREADS = 4;
    private static final int LOOKUPS_WAITING = 100;
    private static final int ADMIN_TIMEOUT_SECONDS = 10;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** For what blocks: the schema registry and the admin client. Bounded; a request that finds it full ends with 503. */
    @Bean(destroyMethod = "dispose")
    Scheduler registryScheduler() {
        return Schedulers.newBoundedElastic(LOOKUP_THREADS, LOOKUPS_WAITING, "registry");
    }

    @Bean(destroyMethod = "close")
    Serializer<Object> serializer(IngestProperties properties) {
        return SchemaRegistry.of(properties.schemaRegistryUrl(), properties.schemaRegistrySerde())
                .serializer();
    }

    @Bean(destroyMethod = "close")
    Producer<String, byte[]> producer(IngestProperties properties) {
        return new KafkaProducer<>(configuration(properties));
    }

    @Bean(destroyMethod = "close")
    KafkaClientMetrics producerMetrics(Producer<String, byte[]> producer) {
        return new KafkaClientMetrics(producer);
    }

    @Bean
    RecordWriter recordWriter(
            Serializer<Object> serializer,
            Producer<String, byte[]> producer,
            Scheduler registryScheduler,
            MeterRegistry meters,
            EventLoops loops,
            IngestProperties properties) {
        return new RecordWriter(
                new WireFormat(serializer, registryScheduler),
                producer,
                new AcknowledgementTimer(meters),
                loops,
                properties.kafkaTimeout(),
                properties.kafkaBuffer().toBytes());
    }

    @Bean
    KafkaAdmin kafkaAdmin(IngestProperties properties) {
        KafkaAdmin admin = new KafkaAdmin(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, properties.kafka()));
        // Preparation does it, so that a start without Kafka neither takes long nor leaves the topics out for good.
        admin.setAutoCreate(false);
        admin.setFatalIfBrokerNotAvailable(true);
        admin.setOperationTimeout(ADMIN_TIMEOUT_SECONDS);
        return admin;
    }

    @Bean
    KafkaAdmin.NewTopics topics() {
        Stream<Topics> used =
                Stream.concat(Stream.of(Topics.CALLBACKS_PUBLISHING, Topics.CATALOGUE_TYPES), Topics.events().stream());
        return new KafkaAdmin.NewTopics(Topics.toCreate(used.toList()).toArray(NewTopic[]::new));
    }

    private static Map<String, Object> configuration(IngestProperties properties) {
        int timeout = Math.toIntExact(properties.kafkaTimeout().toMillis());
        int linger = 1;
        Map<String, Object> configuration = new HashMap<>();
        configuration.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, properties.kafka());
        configuration.put(ProducerConfig.CLIENT_ID_CONFIG, "ingest-service");
        configuration.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        configuration.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        configuration.put(ProducerConfig.ACKS_CONFIG, "all");
        configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        configuration.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        configuration.put(ProducerConfig.LINGER_MS_CONFIG, linger);
        // After that the client has its 503; what is still in the buffer would be written for nobody.
        configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
        // Never blocks; RecordWriter says how that works out.
        configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        // Batches are allocated whole, so the pool holds twice what RecordWriter admits.
        configuration.put(
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                2 * properties.kafkaBuffer().toBytes());
        configuration.put(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Math.toIntExact(properties.maxBody().toBytes()) + RECORD_OVERHEAD);
        return configuration;
    }
}
