package io.hookline.registry.delivery;

import io.hookline.registry.delivery.DeliveryView.AttemptView;
import io.hookline.registry.http.PageRequest;
import io.hookline.registry.subscription.SubscriptionId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
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
    private static final String LIST = """
            select id, event_id, event_type, status, created_at, updated_at, next_attempt_at
            from delivery
            where subscription_id = :subscription and (created_at, id) < (:time, :after)""";
    private static final String BY_STATUS = " and status = :status";
    private static final String BY_EVENT = " and event_type = :event";
    private static final String NEWEST = " order by created_at desc, id desc limit :rows";
    private static final String ATTEMPTS = """
            select delivery_id, attempt, started_at, duration_ms, connect_ms, first_byte_ms, outcome, status_code, reason,
                message, remote_address, response_headers::text as response_headers, response_body, next_attempt_at
            from attempt where delivery_id = any(:deliveries) order by delivery_id, attempt, started_at""";

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.shared();

    private record Made(String deliveryId, AttemptView attempt) {}

    private final DatabaseClient database;

    R2dbcDeliveries(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<List<DeliveryView>> list(
            SubscriptionId subscription, @Nullable String status, @Nullable String event, PageRequest page) {
        // The planner finds the index of a status only in a statement that surely has one.
        String sql = LIST + (status == null ? "" : BY_STATUS) + (event == null ? "" : BY_EVENT) + NEWEST;
        DatabaseClient.GenericExecuteSpec query = database.sql(sql)
                .bind("subscription", subscription.value())
                .bind("time", page.cursor().time())
                .bind("after", page.cursor().id())
                .bind("rows", page.limit() + 1);
        query = status == null ? query : query.bind("status", status);
        query = event == null ? query : query.bind("event", event);
        return query.map(R2dbcDeliveries::delivery).all().collectList().flatMap(this::withAttempts);
    }

    private Mono<List<DeliveryView>> withAttempts(List<DeliveryView> deliveries) {
        if (deliveries.isEmpty()) {
            return Mono.just(deliveries);
        }
        return database.sql(ATTEMPTS)
                .bind(
                        "deliveries",
                        deliveries.stream().map(DeliveryView::deliveryId).toArray(String[]::new))
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
