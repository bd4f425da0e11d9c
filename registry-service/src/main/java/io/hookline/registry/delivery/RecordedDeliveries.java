package io.hookline.registry.delivery;

import io.hookline.registry.eventlog.Place;
import io.hookline.registry.subscription.SubscriptionId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The record, for whoever is to ask for deliveries again. */
@Component
public final class RecordedDeliveries {
    private static final String COLUMNS =
            "select id, status, created_at, last_attempt, source_topic, source_partition, source_offset from delivery ";

    private static final String FIND = COLUMNS + "where id = :id and subscription_id = :subscription";
    private static final String OF_IDS = COLUMNS + "where id = any(:ids)";
    /** As the index has it, or that would not be used. */
    private static final String UNDELIVERED = """
            where subscription_id = :subscription and status in ('failed', 'rejected', 'discarded')
                and created_at >= :since and created_at < :until""";

    private static final String COUNT = "select count(*) as deliveries from delivery " + UNDELIVERED;
    private static final String NEXT = COLUMNS + UNDELIVERED + """
             and (source_topic, source_partition, source_offset, id) > (:topic, :partition, :offset, :after)
            order by source_topic, source_partition, source_offset, id limit :rows""";

    /** A place in the order of the log. */
    public record Position(Place source, String id) {
        private static final Position START = new Position(new Place("", -1, -1), "");
    }

    private final DatabaseClient database;

    RecordedDeliveries(DatabaseClient database) {
        this.database = database;
    }

    /** Empty if the webhook has no such delivery. */
    public Mono<RecordedDelivery> find(SubscriptionId subscription, String id) {
        return database.sql(FIND)
                .bind("id", id)
                .bind("subscription", subscription.value())
                .map(RecordedDeliveries::read)
                .first();
    }

    /** Those that are recorded, by their ids. */
    public Mono<Map<String, RecordedDelivery>> find(Collection<String> ids) {
        return database.sql(OF_IDS)
                .bind("ids", ids.toArray(String[]::new))
                .map(RecordedDeliveries::read)
                .all()
                .collectMap(RecordedDelivery::id);
    }

    /** How many ended without success: failed, rejected or discarded. */
    public Mono<Long> countUndelivered(SubscriptionId subscription, Instant since, Instant until) {
        return database.sql(COUNT)
                .bind("subscription", subscription.value())
                .bind("since", since)
                .bind("until", until)
                .map(row -> row.get("deliveries", Long.class))
                .one();
    }

    /** The next of those that ended without success, in the order of the log; after the position, or from the first. */
    public Mono<List<RecordedDelivery>> nextUndelivered(
            SubscriptionId subscription, Instant since, Instant until, @Nullable Position after, int limit) {
        Position position = Objects.requireNonNullElse(after, Position.START);
        return database.sql(NEXT)
                .bind("subscription", subscription.value())
                .bind("since", since)
                .bind("until", until)
                .bind("topic", position.source().topic())
                .bind("partition", position.source().partition())
                .bind("offset", position.source().offset())
                .bind("after", position.id())
                .bind("rows", limit)
                .map(RecordedDeliveries::read)
                .all()
                .collectList();
    }

    private static RecordedDelivery read(Readable row) {
        return new RecordedDelivery(
                row.get("id", String.class),
                row.get("status", String.class).equals(DeliveryStatus.RETRYING.text()),
                row.get("created_at", Instant.class),
                row.get("last_attempt", Integer.class),
                new Place(
                        row.get("source_topic", String.class),
                        row.get("source_partition", Integer.class),
                        row.get("source_offset", Long.class)));
    }
}
