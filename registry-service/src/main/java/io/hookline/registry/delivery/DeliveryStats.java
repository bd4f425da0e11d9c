package io.hookline.registry.delivery;

import io.hookline.registry.subscription.SubscriptionId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Figures about the deliveries of a webhook in the last 24 hours. */
@Component
final class DeliveryStats {
    private static final int HOURS = 24;
    private static final String COUNTS = """
            select date_trunc('hour', created_at, 'UTC') as hour, status, count(*) as deliveries from delivery
            where subscription_id = :subscription and created_at >= :since group by 1, 2""";
    private static final String OUTCOMES = """
            select outcome, count(*) as attempts from attempt
            where subscription_id = :subscription and started_at >= :since group by outcome order by outcome""";
    private static final String LATENCY = """
            select count(*) as answered, percentile_cont(array[0.5, 0.95, 0.99]) within group (order by duration_ms) as percentiles
            from attempt where subscription_id = :subscription and started_at >= :since and status_code is not null""";
    private static final String OLDEST =
            "select min(created_at) as oldest from delivery where subscription_id = :subscription and status = 'retrying'";

    /**
     * @param since deliveries and attempts from then on count
     * @param deliveries how many there are of each status
     * @param attempts how many there are of each outcome
     * @param successRate delivered of those that came to an end by an endpoint's doing, 0 to 1; null: none has
     * @param latencyMs how long answered attempts took
     * @param hours 24, the oldest first: each with the time when it began, and how many deliveries there are of each
     *     status
     * @param oldestUndeliveredAt when the oldest delivery was asked for that is still retried, however long ago; null:
     *     none is
     * @param oldestUndeliveredSeconds how long ago that is
     */
    record Figures(
            Instant since,
            Map<String, Long> deliveries,
            Map<String, Long> attempts,
            @Nullable Double successRate,
            Latency latencyMs,
            List<Map<String, Object>> hours,
            @Nullable Instant oldestUndeliveredAt,
            @Nullable Long oldestUndeliveredSeconds) {}

    /** Null where no attempt was answered. */
    record Latency(
            long attempts,
            @Nullable Double p50,
            @Nullable Double p95,
            @Nullable Double p99) {}

    record Count(Instant hour, String status, long deliveries) {}

    private final DatabaseClient database;

    DeliveryStats(DatabaseClient database) {
        this.database = database;
    }

    Mono<Figures> of(SubscriptionId subscription, Instant now) {
        Instant since = now.minus(HOURS, ChronoUnit.HOURS);
        return Mono.zip(
                        counts(subscription, since),
                        outcomes(subscription, since),
                        latency(subscription, since),
                        oldest(subscription))
                .map(all -> figures(now, since, all.getT1(), all.getT2(), all.getT3(), all.getT4()));
    }

    static @Nullable Double successRate(Map<String, Long> counts) {
        long delivered = counts.getOrDefault(DeliveryStatus.DELIVERED.text(), 0L);
        long ended = delivered
                + counts.getOrDefault(DeliveryStatus.FAILED.text(), 0L)
                + counts.getOrDefault(DeliveryStatus.REJECTED.text(), 0L);
        return ended == 0 ? null : (double) delivered / ended;
    }

    /** Every hour of the last 24, the current one included, whether anything happened in it or not. */
    static List<Map<String, Object>> hours(Instant now, List<Count> counts) {
        Map<Instant, Map<String, Long>> byHour = new TreeMap<>();
        Instant current = now.truncatedTo(ChronoUnit.HOURS);
        for (int ago = HOURS - 1; ago >= 0; ago--) {
            byHour.put(current.minus(ago, ChronoUnit.HOURS), none());
        }
        counts.forEach(count -> byHour.computeIfPresent(count.hour(), (_, hour) -> {
            hour.merge(count.status(), count.deliveries(), Long::sum);
            return hour;
        }));
        List<Map<String, Object>> hours = new ArrayList<>();
        byHour.forEach((begin, hour) -> {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("hour", begin);
            shown.putAll(hour);
            hours.add(shown);
        });
        return hours;
    }

    private static Figures figures(
            Instant now,
            Instant since,
            List<Count> counts,
            Map<String, Long> outcomes,
            Latency latency,
            Optional<Instant> oldest) {
        Map<String, Long> deliveries = none();
        counts.forEach(count -> deliveries.merge(count.status(), count.deliveries(), Long::sum));
        return new Figures(
                since,
                deliveries,
                outcomes,
                successRate(deliveries),
                latency,
                hours(now, counts),
                oldest.orElse(null),
                oldest.map(at -> Duration.between(at, now).toSeconds()).orElse(null));
    }

    private static Map<String, Long> none() {
        Map<String, Long> none = new LinkedHashMap<>();
        DeliveryStatus.texts().forEach(status -> none.put(status, 0L));
        return none;
    }

    private Mono<List<Count>> counts(SubscriptionId subscription, Instant since) {
        return since(COUNTS, subscription, since)
                .map(row -> new Count(
                        row.get("hour", Instant.class),
                        row.get("status", String.class),
                        row.get("deliveries", Long.class)))
                .all()
                .collectList();
    }

    private Mono<Map<String, Long>> outcomes(SubscriptionId subscription, Instant since) {
        return since(OUTCOMES, subscription, since)
                .map(row -> Map.entry(row.get("outcome", String.class), row.get("attempts", Long.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, LinkedHashMap::new);
    }

    private Mono<Latency> latency(SubscriptionId subscription, Instant since) {
        return since(LATENCY, subscription, since)
                .map(row -> latency(row.get("answered", Long.class), row.get("percentiles", Double[].class)))
                .one();
    }

    private Mono<Optional<Instant>> oldest(SubscriptionId subscription) {
        return database.sql(OLDEST)
                .bind("subscription", subscription.value())
                .map(row -> Optional.ofNullable(row.get("oldest", Instant.class)))
                .one();
    }

    private DatabaseClient.GenericExecuteSpec since(String sql, SubscriptionId subscription, Instant since) {
        return database.sql(sql).bind("subscription", subscription.value()).bind("since", since);
    }

    private static Latency latency(long answered, Double @Nullable [] percentiles) {
        return percentiles == null
                ? new Latency(answered, null, null, null)
                : new Latency(answered, percentiles[0], percentiles[1], percentiles[2]);
    }
}
