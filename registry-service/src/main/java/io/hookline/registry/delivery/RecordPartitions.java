package io.hookline.registry.delivery;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes the record's weekly partitions ahead of time and drops those that are too old. However many instances do so,
 * one does it at a time. Should none have done it for weeks, what comes in waits in the default partition and is moved.
 */
final class RecordPartitions {
    /** Any number will do that no other lock in this database has. */
    private static final long LOCK = 0x7061727469746e73L;
    /** Recording must not queue for long behind a partition that waits for somebody's long query. */
    private static final String LIMIT_WAIT = "select set_config('lock_timeout', '3s', true)";

    /** In the order in which recording takes them, so that the two do not wait for each other. */
    private static final String PARENTS =
            "(values ('attempt', 'started_at'), ('delivery', 'created_at')) as parents (parent, time_column)";

    private static final String TAKE_LOCK = "select pg_try_advisory_xact_lock(:lock) as taken";
    private static final String MAKE =
            "select count(*) filter (where make_partition(parent, time_column, :monday)) as changed from " + PARENTS;
    private static final String DROP =
            "select sum(drop_partitions(parent, time_column, :day)) as changed from " + PARENTS;
    private static final int WEEKS_AHEAD = 4;
    private static final int DAYS_OF_A_WEEK = 7;
    private static final Logger log = LoggerFactory.getLogger(RecordPartitions.class);

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Duration retention;
    private final Clock clock;

    /** @param retention how long deliveries and attempts are kept; up to a week more, since weeks go as a whole */
    RecordPartitions(DatabaseClient database, TransactionalOperator transaction, Duration retention, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.retention = retention;
        this.clock = clock;
    }

    /** Each week is a transaction of its own, so that one which has to wait does not undo the others. */
    Mono<Void> maintain() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return Flux.range(0, WEEKS_AHEAD + 1)
                .concatMap(week ->
                        alone(MAKE, "monday", monday.plusDays((long) week * DAYS_OF_A_WEEK), "Partitions were made"))
                .then(alone(DROP, "day", today.minusDays(retention.toDays()), "Partitions were dropped"));
    }

    private Mono<Void> alone(String sql, String parameter, LocalDate day, String message) {
        return database.sql(LIMIT_WAIT)
                .then()
                .then(database.sql(TAKE_LOCK)
                        .bind("lock", LOCK)
                        .map(row -> row.get("taken", Boolean.class))
                        .one())
                .filter(taken -> taken)
                .flatMap(_ -> database.sql(sql)
                        .bind(parameter, day)
                        .map(row -> row.get("changed", Long.class))
                        .one())
                .filter(changed -> changed > 0)
                .doOnNext(changed -> log.atInfo()
                        .addKeyValue(parameter, day)
                        .addKeyValue("partitions", changed)
                        .log(message))
                .as(transaction::transactional)
                .then();
    }
}
