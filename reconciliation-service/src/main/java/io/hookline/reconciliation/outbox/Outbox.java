package io.hookline.reconciliation.outbox;

import java.util.List;
import reactor.core.publisher.Mono;

/** Where records for Kafka are left, as part of the transaction whose outcome they announce. */
public interface Outbox {

    /**
     * Stores the records, in this order, in the current transaction. They are relayed soon after it commits, at least once,
     * and never if it does not.
     */
    Mono<Void> add(List<OutboxRecord> records);
}
