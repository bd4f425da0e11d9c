package io.hookline.ingest.owntype;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.catalogue.EventTypeChanged;
import io.hookline.schemas.SchemaRegistry;
import io.hookline.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps {@link OwnTypes} as the compacted topic has them: a thread that reads the topic from its beginning at each start, and
 * then follows it. Whether it gets anywhere decides neither the start nor the readiness of the service.
 */
final class OwnTypeListener implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OwnTypeListener.class);
    private static final String TOPIC = Topics.CATALOGUE_TYPES.topicName();
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Deserializer<SpecificRecord> deserializer;
    private final OwnTypes types;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable Thread thread;

    OwnTypeListener(
            Supplier<Consumer<byte[], byte[]>> consumers, Deserializer<SpecificRecord> deserializer, OwnTypes types) {
        this.consumers = consumers;
        this.deserializer = deserializer;
        this.types = types;
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofPlatform().daemon().name("ingest-own-types").start(this::run);
    }

    @Override
    public synchronized void stop() {
        stopped.countDown();
        Consumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        try {
            if (thread != null) {
                thread.join(LONGEST_STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null && !isStopped();
    }

    /** Below the server's, which stops first. */
    @Override
    public int getPhase() {
        return 0;
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void run() {
        while (!isStopped()) {
            try (Consumer<byte[], byte[]> mine = consumers.get()) {
                consumer = mine;
                follow(mine);
            } catch (WakeupException e) {
                // Only stop() wakes it.
            } catch (RuntimeException e) {
                log.atWarn()
                        .addKeyValue("topic", TOPIC)
                        .addKeyValue("error", e.toString())
                        .log("Reading event types broke off, and begins anew");
                pause();
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        types.beginAnew();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean complete = false;
        while (!isStopped()) {
            if (!complete && isAt(ends, consumer)) {
                complete = true;
                types.complete();
                log.atInfo().log("The event types of all workspaces are known");
            }
            consumer.poll(POLL).forEach(this::apply);
        }
    }

    /** The topic is there once the service has prepared itself. */
    private List<TopicPartition> partitions(Consumer<?, ?> consumer) {
        while (!isStopped()) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            if (!partitions.isEmpty()) {
                return partitions;
            }
            pause();
        }
        throw new WakeupException();
    }

    private static boolean isAt(Map<TopicPartition, Long> ends, Consumer<?, ?> consumer) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            reject(record, "It has no key");
        } else if (record.value() == null) {
            remove(new String(record.key(), UTF_8));
        } else {
            put(record);
        }
    }

    /** No type's name has a colon. */
    private void remove(String key) {
        int colon = key.lastIndexOf(':');
        if (colon > 0) {
            types.remove(key.substring(0, colon), key.substring(colon + 1));
        }
    }

    private void put(ConsumerRecord<byte[], byte[]> record) {
        while (!isStopped()) {
            try {
                if (deserializer.deserialize(TOPIC, record.value()) instanceof EventTypeChanged changed) {
                    types.put(
                            changed.getWorkspaceId(),
                            new OwnType(
                                    changed.getType(),
                                    changed.getVersion(),
                                    changed.getEntity(),
                                    DataSchema.read(changed.getJsonSchema()).orElse(null)));
                } else {
                    reject(record, "It is of another kind");
                }
                return;
            } catch (RuntimeException e) {
                if (!SchemaRegistry.isAway(e)) {
                    reject(record, e.toString());
                    return;
                }
                pause();
            }
        }
    }

    private void pause() {
        try {
            var _ = stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }

    /** The topic keeps the record and each start reads it again, so a dead-letter topic would only collect copies of it. */
    private static void reject(ConsumerRecord<?, ?> record, String error) {
        log.atError()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("error", error)
                .log("A change of an event type cannot be read, and is passed over");
    }
}
