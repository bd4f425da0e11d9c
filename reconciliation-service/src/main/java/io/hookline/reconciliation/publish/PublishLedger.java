package io.hookline.reconciliation.publish;

import io.hookline.reconciliation.ledger.LedgerEntry;
import io.hookline.reconciliation.ledger.LedgerEntry.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The lines that a publish gets in the ledger. */
final class PublishLedger {
    private static final String ENTITY_TYPE = "publish_log";
    private static final String RECEIVED = "publish_webhook_received";
    private static final String CONFLICT = "publish_conflict";
    private static final String CORRECTED = "publish_corrected";
    private static final String TIMED_OUT = "publish_timed_out";

    private PublishLedger() {}

    static String receivedId(String publishId, String callbackId) {
        return LedgerEntry.idOf(RECEIVED, publishId, callbackId);
    }

    /** The publish got a callback; and, if it was an odd one, what was odd about it. */
    static List<LedgerEntry> heard(Publish publish, News news, Outcome outcome, Instant now) {
        LedgerEntry received = entry(publish, RECEIVED, Severity.INFO, news, now);
        return switch (outcome) {
            case CONCLUDED, CONFIRMED, PROGRESS -> List.of(received);
            case CORRECTED -> List.of(received, entry(publish, CORRECTED, Severity.INFO, news, now));
            case CONFLICT -> List.of(received, entry(publish, CONFLICT, Severity.WARNING, news, now));
        };
    }

    /** Nobody said anything in time. */
    static LedgerEntry timedOut(Publish publish, Instant now) {
        JsonNode deadline =
                JsonNodeFactory.instance.stringNode(publish.deadline().toString());
        return entry(publish, TIMED_OUT, Severity.WARNING, "deadline", Map.of("deadline", deadline), now);
    }

    private static LedgerEntry entry(Publish publish, String eventType, Severity severity, News news, Instant now) {
        return entry(publish, eventType, severity, news.callbackId(), news.ledgerMetadata(), now);
    }

    private static LedgerEntry entry(
            Publish publish,
            String eventType,
            Severity severity,
            String cause,
            Map<String, JsonNode> metadata,
            Instant now) {
        return new LedgerEntry(
                LedgerEntry.idOf(eventType, publish.id(), cause),
                publish.workspaceId(),
                eventType,
                severity,
                ENTITY_TYPE,
                publish.id(),
                metadata,
                now);
    }
}
