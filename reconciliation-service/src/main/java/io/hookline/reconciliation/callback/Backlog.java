package io.hookline.reconciliation.callback;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.event.ListenerContainerIdleEvent;

/**
 * How far this instance is behind its callbacks. Written by the one consumer thread, read by any.
 *
 * <p>A partition counts as caught up once nothing was left in it since it was assigned; from then on it may be behind by no
 * more than a limit in time, because under steady load something is nearly always left.
 */
public final class Backlog {

    /** Everything in a partition that was written before {@code reached} has been worked off. */
    private record Position(boolean caughtUp, Instant reached) {}

    private final Clock clock;
    private final Duration limit;
    private volatile Map<TopicPartition, Position> positions = Map.of();

    Backlog(Clock clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
    }

    /** Whether callbacks may be waiting that say what this instance does not know yet. True as long as it has no partitions. */
    public boolean isBehind() {
        Map<TopicPartition, Position> current = positions;
        Instant oldest = clock.instant().minus(limit);
        return current.isEmpty()
                || current.values().stream()
                        .anyMatch(position ->
                                !position.caughtUp() || position.reached().isBefore(oldest));
    }

    /** The records have been worked off. For the consumer's thread. */
    void workedOff(List<? extends ConsumerRecord<?, ?>> records, Consumer<?, ?> consumer) {
        Map<TopicPartition, Instant> newest = new HashMap<>();
        records.forEach(record -> newest.put(
                new TopicPartition(record.topic(), record.partition()), Instant.ofEpochMilli(record.timestamp())));
        look(consumer, newest);
    }

    @EventListener
    void idle(ListenerContainerIdleEvent event) {
        look(event.getConsumer(), Map.of());
    }

    private void look(Consumer<?, ?> consumer, Map<TopicPartition, Instant> newest) {
        Map<TopicPartition, Position> next = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            boolean nothingLeft = consumer.currentLag(partition).orElse(1) == 0;
            next.put(partition, position(positions.get(partition), nothingLeft, newest.get(partition)));
        }
        positions = Map.copyOf(next);
    }

    private Position position(@Nullable Position before, boolean nothingLeft, @Nullable Instant newest) {
        if (nothingLeft) {
            return new Position(true, clock.instant());
        }
        Position known = before == null ? new Position(false, Instant.MIN) : before;
        return newest == null ? known : new Position(known.caughtUp(), newest);
    }
}
