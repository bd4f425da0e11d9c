package io.hookline.registry.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.parts.Parts;
import io.hookline.registry.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

final class RecordPartitionsIT {
    private static final String DELIVERY = """
            insert into delivery (id, subscription_id, event_id, event_type, source_topic, source_partition, source_offset,
                status, last_attempt, last_started_at, created_at, updated_at)
            values ('%s', 'wh_1', 'evt_1', 'post.published', 'events.publishing.v1', 0, 0, 'delivered', 1, now(),
                now() + interval '%s days', now())""";
    private static final String ATTEMPT = """
            insert into attempt (delivery_id, attempt, started_at, subscription_id, duration_ms, outcome, response_headers)
            values ('%s', 1, now() + interval '%s days', 'wh_1', 1, 'delivered', '{}')""";

    private final TestDatabase database = TestDatabase.of(Parts.database("partitions"));
    private final Instant now = Instant.now();

    @Test
    void takesOverWhatWasRecordedBefore() {
        database.migrated("2?");
        for (int days : List.of(0, -8, -100, -1000)) {
            database.execute(DELIVERY.formatted("dlv_" + -days, days));
            database.execute(ATTEMPT.formatted("dlv_" + -days, days));
        }

        database.migrated("latest");

        assertThat(database.count("select count(*) from delivery")).isEqualTo(4);
        assertThat(database.count("select count(*) from attempt")).isEqualTo(4);
        // All but the oldest have a week of their own.
        assertThat(database.count("select count(*) from delivery_default")).isEqualTo(1);
        assertThat(database.count("select count(*) from attempt_default")).isEqualTo(1);
    }

    @Test
    void makesPartitionsAheadAndMovesWhatWaitedForThem() {
        database.migrated("latest");
        database.execute(DELIVERY.formatted("dlv_1", 50));
        database.execute(ATTEMPT.formatted("dlv_1", 50));
        assertThat(database.count("select count(*) from delivery_default")).isEqualTo(1);

        partitions(45, Duration.ofDays(90)).maintain().block();

        assertThat(database.count("select count(*) from delivery_default")).isZero();
        assertThat(database.count("select count(*) from attempt_default")).isZero();
        assertThat(database.count("select count(*) from delivery where id = 'dlv_1'"))
                .isEqualTo(1);
        assertThat(database.count("select count(*) from attempt where delivery_id = 'dlv_1'"))
                .isEqualTo(1);
    }

    @Test
    void dropsWhatIsOlderThanTheRetention() {
        database.migrated("latest");
        for (int days : List.of(-50, 0, 20)) {
            database.execute(DELIVERY.formatted("dlv_" + days, days));
            database.execute(ATTEMPT.formatted("dlv_" + days, days));
        }

        // The week of day 0 has not ended 30 days before day 28, but has before day 38.
        partitions(28, Duration.ofDays(30)).maintain().block();
        assertThat(database.count("select count(*) from delivery")).isEqualTo(2);

        partitions(38, Duration.ofDays(30)).maintain().block();

        assertThat(database.count("select count(*) from delivery")).isEqualTo(1);
        assertThat(database.count("select count(*) from attempt")).isEqualTo(1);
        assertThat(database.count("select count(*) from delivery where id = 'dlv_20'"))
                .isEqualTo(1);
    }

    @Test
    void isDoneByOneInstanceAtATime() {
        database.migrated("latest");

        Flux.range(0, 8)
                .flatMap(_ -> partitions(60, Duration.ofDays(30)).maintain())
                .blockLast();

        assertThat(database.count("""
                select count(*) from pg_inherits where inhparent = 'delivery'::regclass""")).isGreaterThan(5);
    }

    private RecordPartitions partitions(int daysFromNow, Duration retention) {
        Clock clock = Clock.fixed(now.plus(daysFromNow, ChronoUnit.DAYS), ZoneOffset.UTC);
        return new RecordPartitions(database.client(), database.transaction(), retention, clock);
    }
}
