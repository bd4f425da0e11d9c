package io.hookline.registry.delivery;

import io.hookline.registry.subscription.SubscriptionId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Figures about the deliveries of a webhook. */
@Component
final class DeliveryStats {
    private static final String COUNTS = """
            select status, count(*) as deliveries from delivery
            where subscription_id = :subscription and created_at >= :since group by status""";
    private static final String LATENCY = """
            select count(*) as answered, percentile_cont(array[0.5, 0.95, 0.99]) within group (order by duration_ms) as percentiles
            from attempt where subscription_id = :subscription and started_at >= :since and status_code is not null""";

    /**
     * @param since deliveries and attempts from then on count
     * @param deliveries how many there are of each status
     * @param successRate delivered of those that came to an end by an endpoint's doing, 0 to 1; null: none has
     * @param latencyMs how long answered attempts took
     */
    record Figures(
            Instant since,
            Map<String, Long> deliveries,
            @Nullable Double successRate,
            Latency latencyMs) {}

    /** Null where no attempt was answered. */
    record Latency(
            long attempts,
            @Nullable Double p50,
            @Nullable Double p95,
            @Nullable Double p99) {}

    private final DatabaseClient database;

    DeliveryStats(DatabaseClient database) {
        this.database = database;
    }

    Mono<Figures> of(SubscriptionId subscription, Instant since) {
        return Mono.zip(counts(subscription, since), latency(subscription, since))
                .map(both -> new Figures(since, both.getT1(), successRate(both.getT1()), both.getT2()));
    }

    static @Nullable Double successRate(Map<String, Long> counts) {
        long delivered = counts.getOrDefault(DeliveryStatus.DELIVERED.text(), 0L);
        long ended = delivered
                + counts.getOrDefault(DeliveryStatus.FAILED.text(), 0L)
                + counts.getOrDefault(DeliveryStatus.REJECTED.text(), 0L);
        return ended == 0 ? null : (double) delivered / ended;
    }

    private Mono<Map<String, Long>> counts(SubscriptionId subscription, Instant since) {
        Map<String, Long> none = new LinkedHashMap<>();
        DeliveryStatus.texts().forEach(status -> none.put(status, 0L));
        return database.sql(COUNTS)
                .bind("subscription", subscription.value())
                .bind("since", since)
                .map(row -> Map.entry(row.get("status", String.class), row.get("deliveries", Long.class)))
                .all()
                .collect(() -> none, (counts, entry) -> counts.put(entry.getKey(), entry.getValue()));
    }

    private Mono<Latency> latency(SubscriptionId subscription, Instant since) {
        return database.sql(LATENCY)
                .bind("subscription", subscription.value())
                .bind("since", since)
                .map(row -> latency(row.get("answered", Long.class), row.get("percentiles", Double[].class)))
                .one();
    }

    private static Latency latency(long answered, Double @Nullable [] percentiles) {
        return percentiles == null
                ? new Latency(answered, null, null, null)
                : new Latency(answered, percentiles[0], percentiles[1], percentiles[2]);
    }
}
