package io.hookline.registry.redelivery;

import io.hookline.registry.http.PageRequest;
import io.hookline.registry.subscription.SubscriptionId;
import io.hookline.registry.workspace.WorkspaceId;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Leases go by the database's clock alone, so that those of the instances may differ. */
@Component
final class R2dbcRedeliveries implements Redeliveries {
    private static final String COLUMNS = """
            id, subscription_id, workspace_id, kind, since, until, status, status_reason, total, done, skipped, \
            place::text as place, faults, created_at, updated_at, finished_at""";

    private static final String INSERT = """
            insert into redelivery (id, subscription_id, workspace_id, kind, since, until, status, total, created_at, updated_at)
            values (:id, :subscription, :workspace, :kind, :since, :until, :status, :total, :createdAt, :createdAt)
            on conflict do nothing""";
    private static final String FIND =
            "select " + COLUMNS + " from redelivery where id = :id and subscription_id = :subscription";
    private static final String LIST = "select " + COLUMNS + """
             from redelivery
            where subscription_id = :subscription and (created_at, id) < (:time, :after)
            order by created_at desc, id desc limit :rows""";
    private static final String BECOME = """
            update redelivery set status = :status, status_reason = null, updated_at = :now,
                finished_at = case when :final then :now end
            where id = :id and subscription_id = :subscription and status = any(:sources)
            returning\s""" + COLUMNS;
    private static final String CLAIM = """
            update redelivery set lease_owner = :owner, lease_until = now() + :lease * interval '1 millisecond'
            where id = (
                select id from redelivery
                where status = 'running' and (lease_until is null or lease_until < now())
                order by updated_at limit 1 for update skip locked)
            returning\s""" + COLUMNS;
    private static final String SAVE = """
            update redelivery set total = :total, done = :done, skipped = :skipped, place = :place::jsonb, faults = :faults,
                updated_at = :now, lease_until = now() + :lease * interval '1 millisecond'
            where id = :id and lease_owner = :owner
            returning status""";
    private static final String RELEASE = """
            update redelivery set lease_owner = null, lease_until = now() + :pause * interval '1 millisecond',
                faults = :faults, updated_at = :now
            where id = :id and lease_owner = :owner""";
    private static final String STOP = """
            update redelivery set lease_owner = null, lease_until = null, status = :status, status_reason = :reason,
                faults = 0, updated_at = :now, finished_at = case when :final then :now end
            where id = :id and lease_owner = :owner and status = 'running'""";
    private static final String FORGET = "delete from redelivery where finished_at < :before";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final DatabaseClient database;
    private final Clock clock;

    R2dbcRedeliveries(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Mono<Boolean> add(Redelivery redelivery) {
        return database.sql(INSERT)
                .bind("id", redelivery.id())
                .bind("subscription", redelivery.subscription().value())
                .bind("workspace", redelivery.workspace().value())
                .bind("kind", redelivery.kind().text())
                .bind("since", redelivery.since())
                .bind("until", redelivery.until())
                .bind("status", redelivery.status().text())
                .bind("total", nullable(Long.class, redelivery.progress().total()))
                .bind("createdAt", redelivery.createdAt())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Redelivery> find(SubscriptionId subscription, String id) {
        return database.sql(FIND)
                .bind("id", id)
                .bind("subscription", subscription.value())
                .map(R2dbcRedeliveries::read)
                .one();
    }

    @Override
    public Mono<List<Redelivery>> list(SubscriptionId subscription, PageRequest page) {
        return database.sql(LIST)
                .bind("subscription", subscription.value())
                .bind("time", page.cursor().time())
                .bind("after", page.cursor().id())
                .bind("rows", page.limit() + 1)
                .map(R2dbcRedeliveries::read)
                .all()
                .collectList();
    }

    @Override
    public Mono<Redelivery> become(SubscriptionId subscription, String id, RedeliveryStatus status) {
        String[] sources = status.sources().stream().map(RedeliveryStatus::text).toArray(String[]::new);
        return database.sql(BECOME)
                .bind("id", id)
                .bind("subscription", subscription.value())
                .bind("status", status.text())
                .bind("sources", sources)
                .bind("final", status.isFinal())
                .bind("now", clock.instant())
                .map(R2dbcRedeliveries::read)
                .one();
    }

    @Override
    public Mono<Redelivery> claim(String owner, Duration lease) {
        return database.sql(CLAIM)
                .bind("owner", owner)
                .bind("lease", lease.toMillis())
                .map(R2dbcRedeliveries::read)
                .one();
    }

    @Override
    public Mono<RedeliveryStatus> save(String owner, Redelivery redelivery, Duration lease) {
        Redelivery.Progress progress = redelivery.progress();
        return held(SAVE, owner, redelivery)
                .bind("total", nullable(Long.class, progress.total()))
                .bind("done", progress.done())
                .bind("skipped", progress.skipped())
                .bind("place", JSON.writeValueAsString(progress.place()))
                .bind("faults", progress.faults())
                .bind("lease", lease.toMillis())
                .map(row -> RedeliveryStatus.of(row.get("status", String.class)))
                .one();
    }

    @Override
    public Mono<Void> release(String owner, Redelivery redelivery, Duration pause) {
        return held(RELEASE, owner, redelivery)
                .bind("pause", pause.toMillis())
                .bind("faults", redelivery.progress().faults())
                .then();
    }

    @Override
    public Mono<Void> stop(String owner, Redelivery redelivery, RedeliveryStatus status, @Nullable String reason) {
        return held(STOP, owner, redelivery)
                .bind("status", status.text())
                .bind("reason", nullable(String.class, reason))
                .bind("final", status.isFinal())
                .then();
    }

    @Override
    public Mono<Long> forget(Instant before) {
        return database.sql(FORGET).bind("before", before).fetch().rowsUpdated();
    }

    private GenericExecuteSpec held(String sql, String owner, Redelivery redelivery) {
        return database.sql(sql)
                .bind("id", redelivery.id())
                .bind("owner", owner)
                .bind("now", clock.instant());
    }

    private static Object nullable(Class<?> type, @Nullable Object value) {
        return value == null ? Parameters.in(type) : value;
    }

    private static Redelivery read(Readable row) {
        return new Redelivery(
                row.get("id", String.class),
                new SubscriptionId(row.get("subscription_id", String.class)),
                new WorkspaceId(row.get("workspace_id", String.class)),
                RedeliveryKind.of(row.get("kind", String.class)),
                row.get("since", Instant.class),
                row.get("until", Instant.class),
                RedeliveryStatus.of(row.get("status", String.class)),
                row.get("status_reason", String.class),
                new Redelivery.Progress(
                        row.get("total", Long.class),
                        row.get("done", Long.class),
                        row.get("skipped", Long.class),
                        place(row.get("place", String.class)),
                        row.get("faults", Integer.class)),
                row.get("created_at", Instant.class),
                row.get("updated_at", Instant.class),
                row.get("finished_at", Instant.class));
    }

    private static RedeliveryPlace place(@Nullable String json) {
        return json == null ? RedeliveryPlace.START : JSON.readValue(json, RedeliveryPlace.class);
    }
}
