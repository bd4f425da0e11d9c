package io.hookline.dispatch.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of one consumer of a {@link ConsumerLoop}, on the loop's thread alone but for its figures. */
final class ConsumerSession implements ConsumerRebalanceListener {
    private static final Logger log = LoggerFactory.getLogger(ConsumerSession.class);

    private static final Duration COMMIT_PERIOD = Duration.ofSeconds(1);
    private static final Duration IDLE_POLL = Duration.ofMillis(100);
    /** While partitions are held back, the loop looks often whether they still have to be. */
    private static final Duration HELD_POLL = Duration.ofMillis(10);
    /** A fetch costs as much for one record as for dozens. Who finds only a few lets some more arrive before the next. */
    private static final int FEW = 100;

    private static final Duration LINGER = Duration.ofMillis(1);
    /** Records are counted, but may be large: what is unfinished must fit into a small heap together. */
    private static final long MOST_BYTES_IN_FLIGHT = 32L * 1024 * 1024;

    private final Consumer<byte[], byte[]> consumer;
    private final RecordHandler handler;
    private final ConsumerLoop.Limits limits;
    private final Clock clock;
    private final Map<TopicPartition, Assigned> partitions = new ConcurrentHashMap<>();
    private final AtomicLong bytesInFlight = new AtomicLong();
    private Instant lastCommit;

    ConsumerSession(Consumer<byte[], byte[]> consumer, RecordHandler handler, ConsumerLoop.Limits limits, Clock clock) {
        this.consumer = consumer;
        this.handler = handler;
        this.limits = limits;
        this.clock = clock;
        this.lastCommit = clock.instant();
    }

    void run(List<String> topics, StopSignal stop) {
        consumer.subscribe(topics, this);
        while (!stop.isStopped()) {
            ConsumerRecords<byte[], byte[]> records =
                    consumer.poll(consumer.paused().isEmpty() ? IDLE_POLL : HELD_POLL);
            begin(records);
            linger(records.count());
            holdBack();
            commitNowAndThen();
        }
        release(List.copyOf(partitions.keySet()));
    }

    int inFlight() {
        return partitions.values().stream().mapToInt(Assigned::inFlight).sum();
    }

    long commitLag() {
        return partitions.values().stream()
                .mapToLong(assigned -> assigned.offsets.lag())
                .sum();
    }

    long behind() {
        return partitions.values().stream()
                .mapToLong(assigned -> assigned.behind)
                .sum();
    }

    private void begin(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            Assigned assigned = partitions.computeIfAbsent(partition, _ -> new Assigned());
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                Handling handling = handler.begin(record);
                if (handling instanceof Handling.NotBefore(Instant instant)) {
                    // Neither this record nor those behind it are kept: they are fetched again when it is due.
                    assigned.heldUntil = instant;
                    consumer.seek(partition, record.offset());
                    break;
                }
                track(record, (Handling.Begun) handling, assigned.offsets);
            }
        }
    }

    private static void linger(int records) {
        if (records > 0 && records < FEW) {
            LockSupport.parkNanos(LINGER.toNanos());
        }
    }

    private void track(ConsumerRecord<byte[], byte[]> record, Handling.Begun begun, OffsetTracker offsets) {
        offsets.begin(record.offset());
        bytesInFlight.addAndGet(record.serializedValueSize());
        Future<?> _ = begun.done().whenComplete((_, error) -> {
            bytesInFlight.addAndGet(-record.serializedValueSize());
            if (error == null) {
                offsets.complete(record.offset());
            } else {
                log.atError()
                        .addKeyValue("topic", record.topic())
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .setCause(error)
                        .log("A record came to no end, which should not exist; nothing from it on is committed");
            }
        });
    }

    /** Pauses what is not to be read now and resumes the rest, so that polling goes on and the group keeps this member. */
    private void holdBack() {
        Instant now = clock.instant();
        boolean full = inFlight() >= limits.inFlight() || bytesInFlight.get() >= MOST_BYTES_IN_FLIGHT;
        List<TopicPartition> held = new ArrayList<>();
        List<TopicPartition> free = new ArrayList<>();
        partitions.forEach((partition, assigned) -> {
            boolean hold = full || assigned.inFlight() >= limits.inFlight() / 2 || now.isBefore(assigned.heldUntil);
            (hold ? held : free).add(partition);
            assigned.behind = consumer.currentLag(partition).orElse(assigned.behind);
        });
        consumer.pause(held);
        consumer.resume(free);
    }

    private void commitNowAndThen() {
        Instant now = clock.instant();
        if (now.isBefore(lastCommit.plus(COMMIT_PERIOD))) {
            return;
        }
        lastCommit = now;
        Map<TopicPartition, OffsetAndMetadata> offsets = committable(partitions.keySet());
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, this::committed);
        }
    }

    private void committed(Map<TopicPartition, OffsetAndMetadata> offsets, Exception error) {
        if (error != null) {
            log.atWarn().setCause(error).log("Offsets were not committed; the next commit covers them");
            return;
        }
        offsets.forEach((partition, offset) -> {
            Assigned assigned = partitions.get(partition);
            if (assigned != null) {
                assigned.committed = Math.max(assigned.committed, offset.offset());
            }
        });
    }

    private Map<TopicPartition, OffsetAndMetadata> committable(Collection<TopicPartition> of) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : of) {
            Assigned assigned = partitions.get(partition);
            if (assigned != null && assigned.offsets.committable() > assigned.committed) {
                offsets.put(partition, new OffsetAndMetadata(assigned.offsets.committable()));
            }
        }
        return offsets;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        assigned.forEach(partition -> partitions.put(partition, new Assigned()));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        release(revoked);
    }

    /** They have another owner already, who begins at the last commit. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        partitions.keySet().removeAll(lost);
    }

    /** Lets what is in flight come to its end, so that the next owner need not do it again, but does not wait for ever. */
    private void release(Collection<TopicPartition> leaving) {
        long deadline = System.nanoTime() + limits.drain().toNanos();
        try {
            for (TopicPartition partition : leaving) {
                Assigned assigned = partitions.get(partition);
                if (assigned != null) {
                    assigned.offsets.awaitIdle(deadline);
                }
            }
            consumer.commitSync(committable(leaving));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            log.atWarn().setCause(e).log("Offsets were not committed on leaving; their records are delivered again");
        }
        partitions.keySet().removeAll(leaving);
    }

    /** What is known of a partition while it is ours. */
    private static final class Assigned {
        private final OffsetTracker offsets = new OffsetTracker();
        private long committed;
        private Instant heldUntil = Instant.MIN;
        private volatile long behind;

        private int inFlight() {
            return offsets.inFlight();
        }
    }
}
