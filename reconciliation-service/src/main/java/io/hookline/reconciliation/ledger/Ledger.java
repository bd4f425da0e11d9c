package io.hookline.reconciliation.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/** What happened, line by line: in the database for those who ask, on {@code ledger.v1} for those who listen. */
public interface Ledger {

    /** Those of the ids that the ledger already has. */
    Mono<Set<String>> known(Collection<String> entryIds);

    /** Adds lines in the current transaction, in this order. A line that is already there is left as it is. */
    Mono<Void> add(List<LedgerEntry> entries);
}
