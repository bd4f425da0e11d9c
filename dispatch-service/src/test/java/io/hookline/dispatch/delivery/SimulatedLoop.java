package io.hookline.dispatch.delivery;

import io.hookline.dispatch.VirtualTime;
import io.hookline.dispatch.kafka.Handling;
import io.hookline.dispatch.kafka.RecordHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions as the service's loops do: in the order of each, many records at a time, a partition held back while its first
 * record is not due or half of the limit is unfinished, all of them when the whole limit is.
 */
final class SimulatedLoop {
    private static final int MOST_PER_POLL = 500;
    private static final Duration POLL = Duration.ofMillis(10);

    private final RecordHandler handler;
    private final int limit;
    private final Consumer<ConsumerRecord<byte[], byte[]>> whenDone;
    private final VirtualTime time;
    private final Map<TopicPartition, Partition> partitions = new HashMap<>();
    /** Who is to be read from next is first. */
    private final Deque<Partition> turns = new ArrayDeque<>();

    private boolean pollIsDue;
    private Instant nextPoll = Instant.MIN;
    private int inFlight;
    private int unread;

    SimulatedLoop(
            RecordHandler handler, int limit, Consumer<ConsumerRecord<byte[], byte[]>> whenDone, VirtualTime time) {
        this.handler = handler;
        this.limit = limit;
        this.whenDone = whenDone;
        this.time = time;
    }

    void append(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition name = new TopicPartition(record.topic(), record.partition());
        Partition partition = partitions.computeIfAbsent(name, _ -> {
            Partition fresh = new Partition();
            turns.add(fresh);
            return fresh;
        });
        partition.records.add(record);
        unread++;
        if (!time.instant().isBefore(partition.heldUntil)) {
            pollSoon();
        }
    }

    /** Records that are not done. */
    int open() {
        return unread + inFlight;
    }

    private void pollSoon() {
        if (!pollIsDue) {
            pollIsDue = true;
            time.at(nextPoll.isAfter(time.instant()) ? nextPoll : time.instant(), this::poll);
        }
    }

    private void poll() {
        pollIsDue = false;
        nextPoll = time.instant().plus(POLL);
        int begun = 0;
        int skipped = 0;
        while (begun < MOST_PER_POLL && inFlight < limit && skipped < turns.size()) {
            Partition partition = turns.removeFirst();
            turns.addLast(partition);
            boolean progress = partition.isReadable(time.instant(), limit) && begin(partition);
            begun += progress ? 1 : 0;
            skipped = progress ? 0 : skipped + 1;
        }
        if (begun == MOST_PER_POLL) {
            pollSoon();
        }
    }

    private boolean begin(Partition partition) {
        ConsumerRecord<byte[], byte[]> record = partition.records.getFirst();
        return switch (handler.begin(record)) {
            case Handling.NotBefore(Instant instant) -> {
                partition.heldUntil = instant;
                time.at(instant, this::pollSoon);
                yield false;
            }
            case Handling.Begun begun -> {
                partition.records.removeFirst();
                unread--;
                inFlight++;
                partition.inFlight++;
                Future<?> _ = begun.done().thenRun(() -> done(partition, record));
                yield true;
            }
        };
    }

    private void done(Partition partition, ConsumerRecord<byte[], byte[]> record) {
        inFlight--;
        partition.inFlight--;
        whenDone.accept(record);
        if (unread > 0) {
            pollSoon();
        }
    }

    private static final class Partition {
        private final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
        private Instant heldUntil = Instant.MIN;
        private int inFlight;

        private boolean isReadable(Instant now, int limit) {
            return !records.isEmpty() && !now.isBefore(heldUntil) && inFlight < limit / 2;
        }
    }
}
