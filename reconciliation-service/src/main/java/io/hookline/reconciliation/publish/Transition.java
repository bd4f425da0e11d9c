package io.hookline.reconciliation.publish;

import io.hookline.reconciliation.ledger.LedgerEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a publish.
 *
 * @param publish as it is now
 * @param entries its new lines in the ledger
 * @param event what customers are told, if anything
 */
public record Transition(
        Publish publish,
        Outcome outcome,
        List<LedgerEntry> entries,
        @Nullable PublishEvent event) {

    public Transition {
        entries = List.copyOf(entries);
    }
}
