package io.hookline.registry.redelivery;

import io.hookline.schemas.SchemaRegistry;
import io.r2dbc.spi.R2dbcException;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Tells Kafka, PostgreSQL or the schema registry being away, which passes, from faults of our own. */
final class Outage {
    private Outage() {}

    static boolean isCauseOf(Throwable error) {
        if (SchemaRegistry.isAway(error)) {
            return true;
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case org.apache.kafka.common.KafkaException _,
                        org.springframework.kafka.KafkaException _,
                        TimeoutException _,
                        R2dbcException _,
                        DataAccessException _,
                        TransactionException _ -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }
}
