package io.hookline.reconciliation.ledger;

import io.hookline.reconciliation.DerivedId;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One line of the ledger.
 *
 * @param id derived from its cause, so that a repeat has the same id and is stored once
 * @param eventType for instance {@code publish_webhook_received}
 * @param entityType for instance {@code publish_log}
 * @param metadata what there is to say about it
 */
public record LedgerEntry(
        String id,
        String workspaceId,
        String eventType,
        Severity severity,
        String entityType,
        String entityId,
        Map<String, JsonNode> metadata,
        Instant recordedAt) {

    /** How much attention a line deserves. */
    public enum Severity {
        INFO,
        WARNING;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public LedgerEntry {
        metadata = Map.copyOf(metadata);
    }

    /** The id of the line that says that this happened to this entity because of this. */
    public static String idOf(String eventType, String entityId, String cause) {
        return DerivedId.of("led_", eventType, entityId, cause);
    }
}
