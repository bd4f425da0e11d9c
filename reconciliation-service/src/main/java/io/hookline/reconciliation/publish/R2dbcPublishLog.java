package io.hookline.reconciliation.publish;

import io.hookline.reconciliation.ledger.Ledger;
import io.hookline.reconciliation.outbox.Outbox;
import io.hookline.reconciliation.publish.PublishState.Pending;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/** The publish log as a table. One statement per call, however many publishes; rows are locked in the order of their ids. */
final class R2dbcPublishLog implements PublishLog {
    private static final String REGISTER = """
            with registered as (
                insert into publish_log (id, workspace_id, post_id, platform, external_post_id, status, submitted_at, deadline,
                    created_at, updated_at)
                select id, workspace, post, platform, external, 'pending', submitted_at, deadline, :now, :now
                from unnest(:ids, :workspaces, :posts, :platforms, :externals, :submittedAt, :deadlines)
                    as r(id, workspace, post, platform, external, submitted_at, deadline)
                order by id
                on conflict do nothing
                returning id, deadline),
            pending as (insert into pending_publish select id, deadline from registered)
            select id from registered""";

    private static final String LOCK = "select " + PublishRow.COLUMNS + """
             from publish_log
            where (platform, external_post_id) in (select * from unnest(:platforms, :externals))
            order by id
            for update""";

    /**
     * Starts from those that are due, of which the planner is told how many there are at most: otherwise it may think of
     * reading the whole log. Locks what is free and waits for nobody, so it cannot be part of a deadlock.
     */
    private static final String LOCK_DUE = "select " + PublishRow.COLUMNS + """
             from (
                select publish_id, due_at from pending_publish
                where due_at <= :now
                order by due_at
                limit %d
                for update skip locked) as due
            join publish_log on id = publish_id
            where status = 'pending'
            order by due_at
            for update of publish_log skip locked""";

    private static final String UPDATE = """
            with ended as (delete from pending_publish where publish_id = any(:ended))
            update publish_log as p
            set status = r.status, error = r.error, error_code = r.error_code, concluded_at = r.concluded_at,
                concluded_by = r.concluded_by, corrected = r.corrected, extra_metadata = r.metadata::jsonb,
                updated_at = :now
            from unnest(:ids, :statuses, :errors, :errorCodes, :concludedAt, :concludedBy, :corrected, :metadata)
                as r(id, status, error, error_code, concluded_at, concluded_by, corrected, metadata)
            where p.id = r.id""";

    private final DatabaseClient database;
    private final JsonMapper json;
    private final Clock clock;
    private final Ledger ledger;
    private final PublishEventEncoder encoder;
    private final Outbox outbox;
    private final Scheduler blockingWork;

    R2dbcPublishLog(
            DatabaseClient database,
            JsonMapper json,
            Clock clock,
            Ledger ledger,
            PublishEventEncoder encoder,
            Outbox outbox,
            Scheduler blockingWork) {
        this.database = database;
        this.json = json;
        this.clock = clock;
        this.ledger = ledger;
        this.encoder = encoder;
        this.outbox = outbox;
        this.blockingWork = blockingWork;
    }

    @Override
    public Mono<Set<String>> register(Collection<Publish> publishes) {
        if (publishes.isEmpty()) {
            return Mono.just(Set.of());
        }
        return database.sql(REGISTER)
                .bind("now", clock.instant())
                .bind("ids", column(publishes, Publish::id))
                .bind("workspaces", column(publishes, Publish::workspaceId))
                .bind("posts", column(publishes, Publish::postId))
                .bind(
                        "platforms",
                        column(publishes, each -> each.post().platform().wireName()))
                .bind("externals", column(publishes, each -> each.post().externalPostId()))
                .bind("submittedAt", column(publishes, Publish::submittedAt, Instant[]::new))
                .bind("deadlines", column(publishes, Publish::deadline, Instant[]::new))
                .mapValue(String.class)
                .all()
                .collect(Collectors.toSet());
    }

    @Override
    public Mono<List<Publish>> lock(Collection<PostKey> posts) {
        return read(database.sql(LOCK)
                .bind("platforms", column(posts, post -> post.platform().wireName()))
                .bind("externals", column(posts, PostKey::externalPostId)));
    }

    @Override
    public Mono<List<Publish>> lockDue(Instant now, int limit) {
        return read(database.sql(LOCK_DUE.formatted(limit)).bind("now", now));
    }

    @Override
    public Mono<Void> settle(List<Transition> transitions) {
        Map<String, Publish> latest = new LinkedHashMap<>();
        transitions.forEach(each -> latest.put(each.publish().id(), each.publish()));
        return update(latest.values())
                .then(ledger.add(transitions.stream()
                        .flatMap(each -> each.entries().stream())
                        .toList()))
                .then(announce(transitions.stream()
                        .flatMap(each -> Stream.ofNullable(each.event()))
                        .toList()));
    }

    private Mono<Void> update(Collection<Publish> changed) {
        if (changed.isEmpty()) {
            return Mono.empty();
        }
        List<PublishRow> rows =
                changed.stream().map(publish -> PublishRow.of(publish.state())).toList();
        return database.sql(UPDATE)
                .bind("now", clock.instant())
                .bind(
                        "ended",
                        changed.stream()
                                .filter(publish -> !(publish.state() instanceof Pending))
                                .map(Publish::id)
                                .toArray(String[]::new))
                .bind("ids", column(changed, Publish::id))
                .bind("statuses", column(rows, PublishRow::status))
                .bind("errors", column(rows, PublishRow::error))
                .bind("errorCodes", column(rows, PublishRow::errorCode))
                .bind("concludedAt", column(rows, PublishRow::concludedAt, Instant[]::new))
                .bind("concludedBy", column(rows, PublishRow::concludedBy))
                .bind("corrected", column(rows, PublishRow::corrected, Boolean[]::new))
                .bind("metadata", column(changed, publish -> json.writeValueAsString(publish.extraMetadata())))
                .then();
    }

    private Mono<Void> announce(List<PublishEvent> events) {
        return Mono.fromCallable(() -> events.stream().map(encoder::encode).toList())
                .subscribeOn(blockingWork)
                .flatMap(outbox::add);
    }

    private Mono<List<Publish>> read(DatabaseClient.GenericExecuteSpec query) {
        return query.map(row -> PublishRow.read(row, json)).all().collectList();
    }

    private static <T> String[] column(Collection<T> rows, Function<T, @Nullable String> value) {
        return column(rows, value, String[]::new);
    }

    private static <T, V> V[] column(Collection<T> rows, Function<T, @Nullable V> value, IntFunction<V[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
