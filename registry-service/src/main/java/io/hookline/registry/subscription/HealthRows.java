package io.hookline.registry.subscription;

import io.hookline.registry.Columns;
import io.hookline.registry.subscription.HealthPolicy.Subject;
import io.hookline.registry.workspace.WorkspaceId;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * How the health of subscriptions is kept. Whoever changes it locks the row of {@code webhook_health} first and that of
 * the subscription afterwards, each in the order of ids, so that nobody waits in a circle.
 */
@Component
final class HealthRows {
    private static final String COLUMNS = """
            subscription_id, last_success_at, failing_since, last_failure_at, exhausted_at, last_error, quiet_ms, warned, \
            reason, review_at""";
    private static final String FIND = "select " + COLUMNS + " from webhook_health where subscription_id = any(:ids)";
    private static final String LOCK = FIND + " order by subscription_id for update";
    private static final String ADD = """
            insert into webhook_health (subscription_id)
            select id from subscription where id = any(:ids) and not deleted order by id
            on conflict do nothing""";
    private static final String LOCK_DUE = "select " + COLUMNS
            + " from webhook_health where review_at <= :now order by review_at limit :rows for update skip locked";
    private static final String LOCK_SUBJECTS = """
            select id, workspace_id, url, status, status_since from subscription
            where id = any(:ids) and not deleted order by id for update""";
    private static final String STORE = """
            update webhook_health set last_success_at = new.last_success_at, failing_since = new.failing_since,
                last_failure_at = new.last_failure_at, exhausted_at = new.exhausted_at, last_error = new.last_error,
                quiet_ms = new.quiet_ms, warned = new.warned, reason = new.reason, review_at = new.review_at
            from unnest(:ids, :successes, :sinces, :failures, :exhaustions, :errors, :quiets, :warnings, :reasons, :reviews)
                as new (subscription_id, last_success_at, failing_since, last_failure_at, exhausted_at, last_error,
                    quiet_ms, warned, reason, review_at)
            where webhook_health.subscription_id = new.subscription_id""";
    private static final String MOVE = """
            update subscription set status = new.status, status_reason = new.reason,
                status_since = case when new.status = 'disabled' then :now else status_since end,
                version = version + 1, updated_at = :now
            from unnest(:ids, :statuses, :reasons) as new (id, status, reason)
            where subscription.id = new.id""";

    /**
     * A row.
     *
     * @param reason why it is failing or disabled, in a word; stale when it is neither
     * @param reviewAt when time alone may bring the next step; null: not by itself
     */
    record Known(
            String id,
            Health health,
            @Nullable String reason,
            @Nullable Instant reviewAt) {}

    /** A subscription that gets another status. */
    record Move(String id, SubscriptionStatus to, Signal by) {}

    private final DatabaseClient database;

    HealthRows(DatabaseClient database) {
        this.database = database;
    }

    /** By id; those of which nothing is known are missing. */
    Mono<Map<String, Known>> find(Collection<String> ids) {
        return select(FIND, ids);
    }

    /** The rows of all that exist, made where they are missing, and locked. */
    Mono<Map<String, Known>> lock(Collection<String> ids) {
        return select(LOCK, ids).flatMap(known -> {
            List<String> missing =
                    ids.stream().filter(id -> !known.containsKey(id)).toList();
            return missing.isEmpty() ? Mono.just(known) : added(missing, known);
        });
    }

    /** Some of those that are to be reviewed, locked; what others have locked is theirs. */
    Mono<Map<String, Known>> lockDue(Instant now, int most) {
        return database.sql(LOCK_DUE)
                .bind("now", now)
                .bind("rows", most)
                .map(HealthRows::read)
                .all()
                .collectMap(Known::id);
    }

    /** The subscriptions themselves, locked; deleted ones are missing. */
    Mono<Map<String, Subject>> lockSubjects(Collection<String> ids) {
        return ids.isEmpty()
                ? Mono.just(Map.of())
                : database.sql(LOCK_SUBJECTS)
                        .bind("ids", ids.toArray(String[]::new))
                        .map(row -> new Subject(
                                new SubscriptionId(row.get("id", String.class)),
                                new WorkspaceId(row.get("workspace_id", String.class)),
                                row.get("url", String.class),
                                SubscriptionStatus.of(row.get("status", String.class)),
                                row.get("status_since", Instant.class)))
                        .all()
                        .collectMap(subject -> subject.id().value());
    }

    Mono<Void> store(List<Known> changed) {
        if (changed.isEmpty()) {
            return Mono.empty();
        }
        Columns<Known> columns = new Columns<>(changed);
        return database.sql(STORE)
                .bind("ids", columns.texts(Known::id))
                .bind("successes", columns.times(each -> each.health().lastSuccessAt()))
                .bind("sinces", columns.times(each -> each.health().failingSince()))
                .bind("failures", columns.times(each -> each.health().lastFailureAt()))
                .bind("exhaustions", columns.times(each -> each.health().exhaustedAt()))
                .bind("errors", columns.texts(each -> each.health().lastError()))
                .bind("quiets", columns.longs(each -> each.health().quiet().toMillis()))
                .bind("warnings", columns.integers(each -> each.health().warned()))
                .bind("reasons", columns.texts(Known::reason))
                .bind("reviews", columns.times(Known::reviewAt))
                .then();
    }

    Mono<Void> move(List<Move> moves, Instant now) {
        if (moves.isEmpty()) {
            return Mono.empty();
        }
        Columns<Move> columns = new Columns<>(moves);
        return database.sql(MOVE)
                .bind("ids", columns.texts(Move::id))
                .bind("statuses", columns.texts(each -> each.to().text()))
                .bind("reasons", columns.texts(each -> each.by().reason()))
                .bind("now", now)
                .then();
    }

    private Mono<Map<String, Known>> added(List<String> missing, Map<String, Known> known) {
        return database.sql(ADD)
                .bind("ids", missing.toArray(String[]::new))
                .then()
                .then(Mono.defer(() -> select(LOCK, missing)))
                .map(added -> {
                    Map<String, Known> all = new HashMap<>(known);
                    all.putAll(added);
                    return all;
                });
    }

    private Mono<Map<String, Known>> select(String sql, Collection<String> ids) {
        return database.sql(sql)
                .bind("ids", ids.toArray(String[]::new))
                .map(HealthRows::read)
                .all()
                .collectMap(Known::id);
    }

    private static Known read(Readable row) {
        return new Known(
                Objects.requireNonNull(row.get("subscription_id", String.class)),
                new Health(
                        row.get("last_success_at", Instant.class),
                        row.get("failing_since", Instant.class),
                        row.get("last_failure_at", Instant.class),
                        row.get("exhausted_at", Instant.class),
                        row.get("last_error", String.class),
                        Duration.ofMillis(row.get("quiet_ms", Long.class)),
                        row.get("warned", Integer.class)),
                row.get("reason", String.class),
                row.get("review_at", Instant.class));
    }
}
