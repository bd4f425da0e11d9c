package io.hookline.registry.eventlog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topics of events, outside of any consumer group. Every call waits for Kafka, and fails with a {@link
 * org.apache.kafka.common.KafkaException} if that does not answer in time. Holds what one fetch brings at most. For one
 * thread at a time.
 */
public final class EventLog implements AutoCloseable {
    /** Producers set the times of records, so that one a little later may stand before one a little earlier. */
    private static final Duration DISORDER = Duration.ofHours(1);

    private static final Duration ONE_POLL = Duration.ofMillis(200);
    private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(1);

    /**
     * What stands at some places.
     *
     * @param events those of the places that are still on the log
     * @param covered of how many of the places, from the first, that is known
     */
    public record Found(Map<Place, LoggedEvent> events, int covered) {}

    /**
     * What was read of a stretch.
     *
     * @param events the ones of the beginning of a stretch
     * @param rest the stretch behind them
     */
    public record Chunk(List<LoggedEvent> events, Stretch rest) {}

    private final Consumer<String, byte[]> consumer;
    private final Duration patience;
    private final long near;
    private final Deque<ConsumerRecord<String, byte[]>> fetched = new ArrayDeque<>();
    private @Nullable TopicPartition current;
    private long begin;
    private long end;

    /**
     * @param patience the longest time that Kafka may take for the next record
     * @param near so many records are passed over rather than asking for a place anew
     */
    EventLog(Consumer<String, byte[]> consumer, Duration patience, long near) {
        this.consumer = consumer;
        this.patience = patience;
        this.near = near;
    }

    /**
     * Reads events by their places, which must be by partition and in the order of their offsets.
     *
     * @param mostBytes once the values have more than that, the others are left for another call
     */
    public Found read(List<Place> places, long mostBytes) {
        leave();
        Map<Place, LoggedEvent> events = new HashMap<>();
        long bytes = 0;
        int covered = 0;
        while (covered < places.size() && bytes <= mostBytes) {
            Place place = places.get(covered++);
            Optional<LoggedEvent> event = at(place).flatMap(LoggedEvent::read);
            if (event.isPresent()) {
                events.put(place, event.get());
                bytes += event.get().value().remaining();
            }
        }
        return new Found(events, covered);
    }

    /** What the topics have from one time to another, by the times of the records. */
    public List<Stretch> between(Collection<String> topics, Instant since, Instant until) {
        List<TopicPartition> partitions =
                topics.stream().flatMap(topic -> partitions(topic).stream()).toList();
        // The client warns of each partition that it is asked about and does not have.
        leave();
        consumer.assign(partitions);
        Map<TopicPartition, OffsetAndTimestamp> first = consumer.offsetsForTimes(times(partitions, since));
        Map<TopicPartition, OffsetAndTimestamp> later =
                consumer.offsetsForTimes(times(partitions, until.plus(DISORDER)));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        leave();
        List<Stretch> stretches = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp from = first.get(partition);
            OffsetAndTimestamp to = later.get(partition);
            long stop = ends.getOrDefault(partition, 0L);
            if (from != null) {
                stretches.add(new Stretch(
                        partition.topic(),
                        partition.partition(),
                        from.offset(),
                        to == null ? stop : Math.min(to.offset(), stop)));
            }
        }
        return stretches.stream().filter(stretch -> !stretch.done()).toList();
    }

    /** The next events of a stretch, as many as one fetch brings; maybe none, though the rest has some. */
    public Chunk next(Stretch stretch) {
        TopicPartition partition = new TopicPartition(stretch.topic(), stretch.partition());
        moveTo(partition);
        if (consumer.position(partition) != stretch.next()) {
            consumer.seek(partition, stretch.next());
        }
        fetched.clear();
        fetch(partition, stretch.end());
        List<LoggedEvent> events = fetched.stream()
                .filter(record -> record.offset() >= stretch.next() && record.offset() < stretch.end())
                .flatMap(record -> LoggedEvent.read(record).stream())
                .toList();
        return new Chunk(events, stretch.from(consumer.position(partition)));
    }

    /** Forgets where it was, so that it can lie idle. */
    void leave() {
        consumer.unsubscribe();
        fetched.clear();
        current = null;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(TIME_TO_CLOSE));
    }

    private Optional<ConsumerRecord<String, byte[]>> at(Place place) {
        TopicPartition partition = new TopicPartition(place.topic(), place.partition());
        moveTo(partition);
        if (place.offset() < begin || place.offset() >= end) {
            return Optional.empty();
        }
        dropBefore(place.offset());
        if (fetched.isEmpty()) {
            long ahead = place.offset() - consumer.position(partition);
            if (ahead < 0 || ahead > near) {
                consumer.seek(partition, place.offset());
            }
        }
        while (fetched.isEmpty() && consumer.position(partition) <= place.offset()) {
            fetch(partition, end);
            dropBefore(place.offset());
        }
        return Optional.ofNullable(fetched.peekFirst()).filter(record -> record.offset() == place.offset());
    }

    private void dropBefore(long offset) {
        while (!fetched.isEmpty() && fetched.getFirst().offset() < offset) {
            fetched.removeFirst();
        }
    }

    private void moveTo(TopicPartition partition) {
        if (!partition.equals(current)) {
            List<TopicPartition> alone = List.of(partition);
            consumer.assign(alone);
            fetched.clear();
            begin = consumer.beginningOffsets(alone).getOrDefault(partition, 0L);
            end = consumer.endOffsets(alone).getOrDefault(partition, 0L);
            consumer.seek(partition, begin);
            current = partition;
        }
    }

    /**
     * Returns with records, or once there are none before the stop; a log may end with records that nobody is shown.
     */
    private void fetch(TopicPartition partition, long stop) {
        long started = System.nanoTime();
        while (fetched.isEmpty() && consumer.position(partition) < stop) {
            fetched.addAll(consumer.poll(ONE_POLL).records(partition));
            if (fetched.isEmpty() && System.nanoTime() - started > patience.toNanos()) {
                throw new TimeoutException("No record came from " + partition + " within " + patience);
            }
        }
    }

    private List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        return partitions == null
                ? List.of()
                : partitions.stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
    }

    private static Map<TopicPartition, Long> times(List<TopicPartition> partitions, Instant time) {
        return partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> time.toEpochMilli()));
    }
}
