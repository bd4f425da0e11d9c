package io.hookline.ingest.idempotency;

import io.hookline.ingest.IngestProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {
    /** What a request may take beside waiting for Kafka. */
    private static final Duration REST = Duration.ofSeconds(10);

    /** On the event loops of the server, so that it takes no threads of its own. */
    @Bean
    @ConditionalOnExpression("!'${ingest.database.host:}'.isBlank()")
    KeyDatabase keyDatabase(IngestProperties properties, ReactorResourceFactory resources) {
        // A request waits for metadata and then for the acknowledgement.
        Duration lease = properties.kafkaTimeout().multipliedBy(2).plus(REST);
        return new KeyDatabase(properties, lease, resources.getLoopResources());
    }

    @Bean
    Idempotency idempotency(Optional<KeyDatabase> database, IngestProperties properties, MeterRegistry meters) {
        Claims claims = database.<Claims>map(KeyDatabase::claims).orElseGet(NoClaims::new);
        return new Idempotency(claims, properties.idempotency().timeout(), meters);
    }
}
