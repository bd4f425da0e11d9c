package io.hookline.reconciliation;

import io.hookline.schemas.SchemaRegistry;
import io.hookline.schemas.Topics;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration;
import org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcRepositoriesAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.kafka.core.KafkaAdmin;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Works out what became of each publish and says so. */
@SpringBootApplication(
        exclude = {
            // SQL is written by hand; Flyway alone uses JDBC, over a connection of its own.
            DataR2dbcAutoConfiguration.class,
            DataR2dbcRepositoriesAutoConfiguration.class,
            DataSourceAutoConfiguration.class,
            ReactiveUserDetailsServiceAutoConfiguration.class
        })
@ConfigurationPropertiesScan
public class ReconciliationApplication {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The application as {@code main} starts it; its configuration is {@code reconciliation.yml}. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(ReconciliationApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .properties("spring.config.name=reconciliation");
    }

    /** Milliseconds, because that is what Avro timestamps and customers see; finer times would differ once read back. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    /** Threads and connections of this context alone: the global ones would end, for all in the JVM, with the first context. */
    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }

    /**
     * Takes requests off the event loop: reactor-netty 1.3.6 stops reading a kept-alive connection for good when a request that
     * came right after an answer is itself answered within the same turn of the loop (its issue 4361).
     */
    @Bean
    HttpHandlerDecoratorFactory offTheEventLoop() {
        return handler -> (request, response) ->
                Mono.defer(() -> handler.handle(request, response)).subscribeOn(Schedulers.parallel());
    }

    /** Where work goes that may wait for the schema registry or the producer's buffer. */
    @Bean
    Scheduler blockingWork() {
        return Schedulers.boundedElastic();
    }

    @Bean
    KafkaAdmin.NewTopics topics() {
        return new KafkaAdmin.NewTopics(
                Topics.toCreate(List.of(Topics.CALLBACKS_PUBLISHING, Topics.EVENTS_PUBLISHING, Topics.LEDGER))
                        .toArray(NewTopic[]::new));
    }

    @Bean
    SchemaRegistry schemaRegistry(ReconciliationProperties properties) {
        return SchemaRegistry.of(properties.schemaRegistryUrl(), properties.schemaRegistrySerde());
    }

    @Bean
    Serializer<Object> avroSerializer(SchemaRegistry registry) {
        return registry.serializer();
    }

    @Bean
    Deserializer<SpecificRecord> avroDeserializer(SchemaRegistry registry) {
        return registry.specificDeserializer();
    }
}
