package io.hookline.reconciliation.ledger;

import io.hookline.reconciliation.outbox.Outbox;
import io.hookline.reconciliation.outbox.OutboxRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/** The ledger as a table whose new lines also go to the outbox. */
final class R2dbcLedger implements Ledger {
    private static final String KNOWN = "select entry_id from ledger where entry_id = any(:ids)";

    private static final String INSERT = """
            insert into ledger
                (entry_id, workspace_id, event_type, severity, entity_type, entity_id, metadata, recorded_at)
            select id, workspace, event_type, severity, entity_type, entity, metadata::jsonb, recorded_at
            from unnest(:ids, :workspaces, :eventTypes, :severities, :entityTypes, :entities, :metadata, :recordedAt)
                with ordinality
                as r(id, workspace, event_type, severity, entity_type, entity, metadata, recorded_at, position)
            order by position
            on conflict do nothing
            returning entry_id""";

    private final DatabaseClient database;
    private final JsonMapper json;
    private final LedgerEntryEncoder encoder;
    private final Outbox outbox;
    private final Scheduler blockingWork;

    R2dbcLedger(
            DatabaseClient database,
            JsonMapper json,
            LedgerEntryEncoder encoder,
            Outbox outbox,
            Scheduler blockingWork) {
        this.database = database;
        this.json = json;
        this.encoder = encoder;
        this.outbox = outbox;
        this.blockingWork = blockingWork;
    }

    @Override
    public Mono<Set<String>> known(Collection<String> entryIds) {
        if (entryIds.isEmpty()) {
            return Mono.just(Set.of());
        }
        return database.sql(KNOWN)
                .bind("ids", entryIds.toArray(String[]::new))
                .mapValue(String.class)
                .all()
                .collect(Collectors.toSet());
    }

    @Override
    public Mono<Void> add(List<LedgerEntry> entries) {
        if (entries.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(INSERT)
                .bind("ids", column(entries, LedgerEntry::id))
                .bind("workspaces", column(entries, LedgerEntry::workspaceId))
                .bind("eventTypes", column(entries, LedgerEntry::eventType))
                .bind("severities", column(entries, entry -> entry.severity().wireName()))
                .bind("entityTypes", column(entries, LedgerEntry::entityType))
                .bind("entities", column(entries, LedgerEntry::entityId))
                .bind("metadata", column(entries, entry -> json.writeValueAsString(entry.metadata())))
                .bind(
                        "recordedAt",
                        entries.stream().map(LedgerEntry::recordedAt).toArray(Instant[]::new))
                .mapValue(String.class)
                .all()
                .collect(Collectors.toSet())
                .flatMap(added -> encode(entries, added))
                .flatMap(outbox::add);
    }

    /** Only lines that were not there before: what {@code ledger.v1} was told, it is not told again. */
    private Mono<List<OutboxRecord>> encode(List<LedgerEntry> entries, Set<String> added) {
        return Mono.fromCallable(() -> entries.stream()
                        .filter(entry -> added.contains(entry.id()))
                        .map(encoder::encode)
                        .toList())
                .subscribeOn(blockingWork);
    }

    private static String[] column(List<LedgerEntry> entries, Function<LedgerEntry, String> value) {
        return entries.stream().map(value).toArray(String[]::new);
    }
}
