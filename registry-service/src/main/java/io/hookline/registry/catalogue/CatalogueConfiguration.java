package io.hookline.registry.catalogue;

import io.hookline.registry.publication.ChangePublisher;
import io.hookline.registry.publication.Published;
import io.hookline.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {
    private static final long LOCK = 0x6576656e74747970L;

    @Bean
    ChangePublisher<OwnType> ownTypePublisher(
            DatabaseClient database,
            TransactionalOperator transaction,
            KafkaOperations<String, byte[]> kafka,
            OwnTypeEncoder encoder,
            MeterRegistry meters) {
        Published<OwnType> types = new Published<>(
                "event_type",
                R2dbcOwnTypes.COLUMNS,
                Topics.CATALOGUE_TYPES,
                LOCK,
                R2dbcOwnTypes::read,
                encoder::encode,
                "hookline.types.published",
                "hookline.types.unpublished");
        return new ChangePublisher<>(types, database, transaction, kafka, meters);
    }
}
