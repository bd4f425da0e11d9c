package io.hookline.reconciliation.ledger;

import io.hookline.ledger.LedgerEntryRecorded;
import io.hookline.reconciliation.outbox.OutboxRecord;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.Topics;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;
import tools.jackson.databind.json.JsonMapper;

/** Puts lines of the ledger into their wire format. May wait for the schema registry on first use. */
final class LedgerEntryEncoder {
    private static final String TOPIC = Topics.LEDGER.topicName();

    private final Serializer<Object> serializer;
    private final JsonMapper json;

    LedgerEntryEncoder(Serializer<Object> serializer, JsonMapper json) {
        this.serializer = serializer;
        this.json = json;
    }

    OutboxRecord encode(LedgerEntry entry) {
        LedgerEntryRecorded value = new LedgerEntryRecorded(
                entry.id(),
                entry.workspaceId(),
                entry.eventType(),
                entry.severity().wireName(),
                entry.entityType(),
                entry.entityId(),
                json.writeValueAsString(entry.metadata()),
                entry.recordedAt());
        return new OutboxRecord(
                TOPIC,
                entry.entityId(),
                Map.of(CloudEventHeaders.CONTENT_TYPE, CloudEventHeaders.AVRO),
                serializer.serialize(TOPIC, value));
    }
}
