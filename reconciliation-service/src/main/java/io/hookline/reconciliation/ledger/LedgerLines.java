package io.hookline.reconciliation.ledger;

import io.hookline.reconciliation.reading.Cursor;
import io.hookline.reconciliation.reading.ListQuery;
import io.hookline.reconciliation.reading.Page;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Instant;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ledger as readers see it, newest lines first, limited to one workspace. */
final class LedgerLines {
    private static final String LIST = """
            select seq, entry_id, workspace_id, event_type, severity, entity_type, entity_id, metadata::text as metadata,
                recorded_at
            from ledger
            where workspace_id = :workspace
                and (:entity::text is null or entity_id = :entity)
                and (:eventType::text is null or event_type = :eventType)
                and (:before::bigint is null or seq < :before)
            order by seq desc
            limit :limit""";

    private static final TypeReference<Map<String, JsonNode>> METADATA = new TypeReference<>() {};

    /** A line as the read API shows it. */
    record Line(
            String id,
            String workspaceId,
            String eventType,
            String severity,
            String entityType,
            String entityId,
            Map<String, JsonNode> metadata,
            Instant recordedAt) {}

    private record Found(long seq, Line line) {}

    private final DatabaseClient database;
    private final JsonMapper json;

    LedgerLines(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<Page<Line>> list(String workspaceId, ListQuery query) {
        int limit = query.limit();
        Long before = query.cursor().map(LedgerLines::sequence).orElse(null);
        return database.sql(LIST)
                .bind("workspace", workspaceId)
                .bind("entity", Parameters.in(R2dbcType.VARCHAR, query.text("entityId")))
                .bind("eventType", Parameters.in(R2dbcType.VARCHAR, query.text("eventType")))
                .bind("before", Parameters.in(R2dbcType.BIGINT, before))
                .bind("limit", limit + 1)
                .map(row -> new Found(
                        row.get("seq", Long.class),
                        new Line(
                                row.get("entry_id", String.class),
                                row.get("workspace_id", String.class),
                                row.get("event_type", String.class),
                                row.get("severity", String.class),
                                row.get("entity_type", String.class),
                                row.get("entity_id", String.class),
                                json.readValue(row.get("metadata", String.class), METADATA),
                                row.get("recorded_at", Instant.class))))
                .all()
                .collectList()
                .map(found -> Page.of(found, limit, last -> Cursor.at(Long.toString(last.seq())))
                        .map(Found::line));
    }

    private static long sequence(Cursor cursor) {
        try {
            return Long.parseLong(cursor.parts().getFirst());
        } catch (NumberFormatException e) {
            throw Cursor.invalid(e);
        }
    }
}
