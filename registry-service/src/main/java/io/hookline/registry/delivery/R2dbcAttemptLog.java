package io.hookline.registry.delivery;

import io.hookline.registry.Columns;
import io.hookline.registry.subscription.SubscriptionHealth;
import io.hookline.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * One statement per table for a whole batch, all in one transaction. Times go as milliseconds, which is what they have:
 * as text they would take longer to write and to read than all else of a row.
 */
@Component
final class R2dbcAttemptLog implements AttemptLog {
    private static final String INSERT_ATTEMPTS = """
            insert into attempt (delivery_id, attempt, started_at, subscription_id, duration_ms, connect_ms, first_byte_ms,
                outcome, status_code, reason, message, next_attempt_at, remote_address, response_headers, response_body)
            select delivery_id, attempt, to_timestamp(started / 1000::float8), subscription_id, duration_ms, connect_ms,
                first_byte_ms, outcome, status_code, reason, message, to_timestamp(next / 1000::float8), remote_address,
                response_headers::jsonb, response_body
            from unnest(:deliveries, :attempts, :started, :subscriptions, :durations, :connects, :firstBytes,
                :outcomes, :statusCodes, :reasons, :messages, :nexts, :addresses, :headers, :bodies)
                as new (delivery_id, attempt, started, subscription_id, duration_ms, connect_ms, first_byte_ms,
                    outcome, status_code, reason, message, next, remote_address, response_headers, response_body)
            on conflict do nothing""";

    /** A row bears the number of the transaction that wrote it. */
    private static final String WRITTEN_BY_THIS_TRANSACTION = """
            select delivery_id, attempt, started_at from attempt
            where delivery_id = any(:deliveries) and started_at between :earliest and :latest
                and xmin = pg_current_xact_id()::xid""";

    /**
     * An event that is fanned out again, after a crash, is the same delivery requested at another time: the row that
     * there is keeps its own. It is looked for in the partitions around that time alone.
     */
    private static final String UPSERT_DELIVERIES = """
            insert into delivery (id, subscription_id, event_id, event_type, source_topic, source_partition, source_offset,
                status, last_attempt, last_started_at, next_attempt_at, created_at, updated_at)
            select distinct on (new.id) new.id, new.subscription_id, new.event_id, new.event_type, new.source_topic,
                new.source_partition, new.source_offset, new.status, new.attempt,
                to_timestamp(new.started / 1000::float8), to_timestamp(new.next / 1000::float8),
                coalesce(known.created_at, to_timestamp(new.requested / 1000::float8)),
                to_timestamp(new.updated / 1000::float8)
            from unnest(:deliveries, :subscriptions, :events, :types, :topics, :partitions, :offsets,
                :statuses, :attempts, :started, :nexts, :requested, :updated)
                as new (id, subscription_id, event_id, event_type, source_topic, source_partition, source_offset,
                    status, attempt, started, next, requested, updated)
                left join lateral (
                    select recorded.created_at from delivery recorded
                    where recorded.id = new.id and recorded.created_at between :earliest and :latest
                    order by recorded.created_at limit 1) known on true
            order by new.id, new.attempt desc, new.started desc
            on conflict (id, created_at) do update set status = excluded.status, last_attempt = excluded.last_attempt,
                last_started_at = excluded.last_started_at, next_attempt_at = excluded.next_attempt_at,
                updated_at = excluded.updated_at
            where (delivery.last_attempt, delivery.last_started_at) < (excluded.last_attempt, excluded.last_started_at)""";
    /**
     * As long as the topics of deliveries are kept: so much later an event may be fanned out again, or an attempt
     * follow.
     */
    private static final Duration AROUND = Topics.DELIVERIES.retention();

    private static final JsonMapper JSON = JsonMapper.shared();

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final SubscriptionHealth health;

    R2dbcAttemptLog(DatabaseClient database, TransactionalOperator transaction, SubscriptionHealth health) {
        this.database = database;
        this.transaction = transaction;
        this.health = health;
    }

    @Override
    public Mono<Integer> record(List<Attempt> attempts) {
        return insert(attempts)
                .flatMap(added -> upsert(added)
                        .then(health.observe(Observations.of(added)))
                        .thenReturn(added.size()))
                .as(transaction::transactional);
    }

    /** Answers those that were new: only they may change anything else. */
    private Mono<List<Attempt>> insert(List<Attempt> attempts) {
        Columns<Attempt> columns = new Columns<>(attempts);
        return database.sql(INSERT_ATTEMPTS)
                .bind("deliveries", columns.texts(Attempt::deliveryId))
                .bind("attempts", columns.integers(Attempt::number))
                .bind("started", columns.millis(Attempt::startedAt))
                .bind("subscriptions", columns.texts(each -> each.subscription().value()))
                .bind("durations", columns.longs(each -> each.timing().duration()))
                .bind("connects", columns.longs(each -> each.timing().connect()))
                .bind("firstBytes", columns.longs(each -> each.timing().firstByte()))
                .bind("outcomes", columns.texts(each -> each.outcome().kind()))
                .bind("statusCodes", columns.integers(each -> each.outcome().statusCode()))
                .bind("reasons", columns.texts(each -> each.outcome().reason()))
                .bind("messages", columns.texts(each -> each.outcome().message()))
                .bind("nexts", columns.millis(Attempt::nextAttemptAt))
                .bind("addresses", columns.texts(each -> each.answer().remoteAddress()))
                .bind(
                        "headers",
                        columns.texts(
                                each -> JSON.writeValueAsString(each.answer().headers())))
                .bind("bodies", columns.texts(each -> each.answer().body()))
                .fetch()
                .rowsUpdated()
                .flatMap(added -> added == attempts.size() ? Mono.just(attempts) : writtenNow(attempts, columns));
    }

    /** Repeats are rare, after a crash or when partitions move; only then is it worth asking. */
    private Mono<List<Attempt>> writtenNow(List<Attempt> attempts, Columns<Attempt> columns) {
        return database.sql(WRITTEN_BY_THIS_TRANSACTION)
                .bind("deliveries", columns.texts(Attempt::deliveryId))
                .bind("earliest", earliest(attempts, Attempt::startedAt))
                .bind("latest", latest(attempts, Attempt::startedAt))
                .map(row -> new Attempt.Key(
                        row.get("delivery_id", String.class),
                        row.get("attempt", Integer.class),
                        row.get("started_at", Instant.class)))
                .all()
                .collect(Collectors.toSet())
                .map(added -> firstOfEach(attempts, added));
    }

    private Mono<Void> upsert(List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return Mono.empty();
        }
        Columns<Attempt> columns = new Columns<>(attempts);
        return database.sql(UPSERT_DELIVERIES)
                .bind("deliveries", columns.texts(Attempt::deliveryId))
                .bind("subscriptions", columns.texts(each -> each.subscription().value()))
                .bind("events", columns.texts(each -> each.event().id()))
                .bind("types", columns.texts(each -> each.event().type()))
                .bind("topics", columns.texts(each -> each.event().topic()))
                .bind("partitions", columns.integers(each -> each.event().partition()))
                .bind("offsets", columns.longs(each -> each.event().offset()))
                .bind("statuses", columns.texts(Attempt::deliveryStatus))
                .bind("attempts", columns.integers(Attempt::number))
                .bind("started", columns.millis(Attempt::startedAt))
                .bind("nexts", columns.millis(Attempt::nextAttemptAt))
                .bind("requested", columns.millis(Attempt::requestedAt))
                .bind(
                        "updated",
                        columns.longs(each ->
                                each.startedAt().toEpochMilli() + each.timing().duration()))
                .bind("earliest", earliest(attempts, Attempt::requestedAt).minus(AROUND))
                .bind("latest", latest(attempts, Attempt::requestedAt).plus(AROUND))
                .then();
    }

    private static Instant earliest(List<Attempt> attempts, Function<Attempt, Instant> time) {
        return attempts.stream().map(time).min(Comparator.naturalOrder()).orElseThrow();
    }

    private static Instant latest(List<Attempt> attempts, Function<Attempt, Instant> time) {
        return attempts.stream().map(time).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static List<Attempt> firstOfEach(List<Attempt> attempts, Set<Attempt.Key> added) {
        return attempts.stream().filter(attempt -> added.remove(attempt.key())).toList();
    }
}
