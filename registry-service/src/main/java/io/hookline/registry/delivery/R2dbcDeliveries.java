package io.hookline.registry.delivery;

import io.hookline.registry.delivery.DeliveryView.AttemptView;
import io.hookline.registry.eventlog.Place;
import io.hookline.registry.http.PageRequest;
import io.hookline.registry.subscription.SubscriptionId;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Component
final class R2dbcDeliveries implements Deliveries {
    private static final String COLUMNS = """
            select id, event_id, event_type, status, created_at, updated_at, next_attempt_at,
                source_topic, source_partition, source_offset
            from delivery""";
    /** The first condition follows from the second, but only it spares the partitions that are newer. */
    private static final String LIST = COLUMNS
            + " where subscription_id = :subscription and created_at <= :time and (created_at, id) < (:time, :after)";

    private static final String BY_STATUS = " and status = :status";
    private static final String BY_EVENT = " and event_type = :event";
    private static final String SINCE = " and created_at >= :since";
    private static final String UNTIL = " and created_at < :until";
    private static final String NEWEST = " order by created_at desc, id desc limit :rows";
    private static final String FIND = COLUMNS + " where id = :id and subscription_id = :subscription";
    /**
     * Clocks differ, and a delivery may have been asked for twice; no attempt is earlier than this before its
     * delivery.
     */
    private static final Duration EARLIER = Duration.ofDays(7);

    private static final String ATTEMPTS = """
            select delivery_id, attempt, started_at, duration_ms, connect_ms, first_byte_ms, outcome, status_code, reason,
                message, remote_address, response_headers::text as response_headers, response_body, next_attempt_at
            from attempt where delivery_id = any(:deliveries) and started_at >= :earliest
            order by delivery_id, attempt, started_at""";
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.shared();

    private record Made(String deliveryId, AttemptView attempt) {}

    private final DatabaseClient database;

    R2dbcDeliveries(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<List<DeliveryView>> list(SubscriptionId subscription, Filter filter, PageRequest page) {
        DatabaseClient.GenericExecuteSpec query = database.sql(listing(filter))
                .bind("subscription", subscription.value())
                .bind("time", page.cursor().time())
                .bind("after", page.cursor().id())
                .bind("rows", page.limit() + 1);
        query = bind(query, "status", filter.status());
        query = bind(query, "event", filter.event());
        query = bind(query, "since", filter.since());
        query = bind(query, "until", filter.until());
        return query.map(R2dbcDeliveries::delivery).all().collectList().flatMap(this::withAttempts);
    }

    @Override
    public Mono<Found> find(SubscriptionId subscription, String deliveryId) {
        return database.sql(FIND)
                .bind("id", deliveryId)
                .bind("subscription", subscription.value())
                .map(row -> new Found(delivery(row), source(row)))
                .first()
                .flatMap(found -> withAttempts(List.of(found.delivery()))
                        .map(with -> new Found(with.getFirst(), found.source())));
    }

    /** The planner finds the index of a status only in a statement that surely has one. */
    static String listing(Filter filter) {
        return LIST
                + (filter.status() == null ? "" : BY_STATUS)
                + (filter.event() == null ? "" : BY_EVENT)
                + (filter.since() == null ? "" : SINCE)
                + (filter.until() == null ? "" : UNTIL)
                + NEWEST;
    }

    private static DatabaseClient.GenericExecuteSpec bind(
            DatabaseClient.GenericExecuteSpec query, String name, @Nullable Object value) {
        return value == null ? query : query.bind(name, value);
    }

    private Mono<List<DeliveryView>> withAttempts(List<DeliveryView> deliveries) {
        if (deliveries.isEmpty()) {
            return Mono.just(deliveries);
        }
        Instant oldest = deliveries.stream()
                .map(DeliveryView::createdAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return database.sql(ATTEMPTS)
                .bind(
                        "deliveries",
                        deliveries.stream().map(DeliveryView::deliveryId).toArray(String[]::new))
                .bind("earliest", oldest.minus(EARLIER))
                .map(R2dbcDeliveries::made)
                .all()
                .collectMultimap(Made::deliveryId, Made::attempt)
                .map(attempts -> deliveries.stream()
                        .map(delivery -> delivery.with(of(delivery, attempts)))
                        .toList());
    }

    private static List<AttemptView> of(DeliveryView delivery, Map<String, Collection<AttemptView>> attempts) {
        return List.copyOf(attempts.getOrDefault(delivery.deliveryId(), List.of()));
    }

    private static DeliveryView delivery(Readable row) {
        return new DeliveryView(
                row.get("id", String.class),
                row.get("event_id", String.class),
                row.get("event_type", String.class),
                row.get("status", String.class),
                row.get("created_at", Instant.class),
                row.get("updated_at", Instant.class),
                row.get("next_attempt_at", Instant.class),
                List.of());
    }

    private static Place source(Readable row) {
        return new Place(
                row.get("source_topic", String.class),
                row.get("source_partition", Integer.class),
                row.get("source_offset", Long.class));
    }

    private static Made made(Readable row) {
        return new Made(
                row.get("delivery_id", String.class),
                new AttemptView(
                        row.get("attempt", Integer.class),
                        row.get("started_at", Instant.class),
                        row.get("duration_ms", Long.class),
                        row.get("connect_ms", Long.class),
                        row.get("first_byte_ms", Long.class),
                        row.get("outcome", String.class),
                        row.get("status_code", Integer.class),
                        row.get("reason", String.class),
                        row.get("message", String.class),
                        row.get("remote_address", String.class),
                        JSON.readValue(row.get("response_headers", String.class), HEADERS),
                        row.get("response_body", String.class),
                        row.get("next_attempt_at", Instant.class)));
    }
}
