package io.hookline.dispatch.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.dispatch.kafka.Decoded;
import io.hookline.dispatch.kafka.RecordDecoder;
import io.hookline.dispatch.kafka.StopSignal;
import io.hookline.schemas.Topics;
import io.hookline.subscription.SubscriptionChanged;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps {@link Subscriptions} as the compacted topic has them: a thread that reads the topic from its beginning at each start,
 * and then follows it.
 */
public final class SubscriptionReader implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(SubscriptionReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);

    private final Runnable topicCreation;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final RecordDecoder<SubscriptionChanged> decoder;
    private final SubscriptionRecords records;
    private final Subscriptions subscriptions;

    private final CatchUps catchUps = new CatchUps();
    private final CompletableFuture<Void> ready = catchUps.request();
    private final StopSignal stop = new StopSignal();
    private @Nullable Thread thread;

    SubscriptionReader(
            Runnable topicCreation,
            Supplier<Consumer<byte[], byte[]>> consumers,
            RecordDecoder<SubscriptionChanged> decoder,
            SubscriptionRecords records,
            Subscriptions subscriptions) {
        this.topicCreation = topicCreation;
        this.consumers = consumers;
        this.decoder = decoder;
        this.records = records;
        this.subscriptions = subscriptions;
    }

    /** Complete once everything has been read that the topic held at the start. */
    public CompletableFuture<Void> ready() {
        return ready;
    }

    /** Completes once everything has been read that the topic holds now. */
    public CompletableFuture<Void> caughtUp() {
        return catchUps.request();
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofPlatform().name("dispatch-subscriptions").start(this::run);
    }

    @Override
    public synchronized void stop() {
        stop.stop();
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null && !stop.isStopped();
    }

    private void run() {
        while (!stop.isStopped()) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                topicCreation.run();
                follow(consumer);
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("Reading subscriptions broke off, and begins anew");
                stop.pause(PAUSE_AFTER_ERROR);
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.SUBSCRIPTIONS.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        catchUps.beginAnew();
        while (!stop.isStopped()) {
            catchUps.begin(consumer, partitions);
            consumer.poll(POLL).forEach(this::apply);
            catchUps.complete(consumer);
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            subscriptions.remove(new SubscriptionId(new String(record.key(), UTF_8)));
            return;
        }
        Decoded<SubscriptionChanged> decoded = decoder.decode(record);
        while (decoded instanceof Decoded.RegistryAway && !stop.isStopped()) {
            stop.pause(PAUSE_AFTER_ERROR);
            decoded = decoder.decode(record);
        }
        switch (decoded) {
            case Decoded.Value<SubscriptionChanged>(SubscriptionChanged changed) -> put(record, changed);
            case Decoded.Undecodable<SubscriptionChanged>(String error) -> reject(record, error);
            case Decoded.RegistryAway<SubscriptionChanged>() ->
                log.atInfo().log("Stopped before the schema registry came back");
        }
    }

    private void put(ConsumerRecord<byte[], byte[]> record, SubscriptionChanged changed) {
        try {
            subscriptions.put(records.read(changed));
        } catch (IllegalArgumentException e) {
            reject(record, e.toString());
        }
    }

    /** The topic keeps the record and each start reads it again, so a dead-letter topic would only collect copies of it. */
    private static void reject(ConsumerRecord<byte[], byte[]> record, String error) {
        log.atError()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("error", error)
                .log("A change of a subscription cannot be read, and is passed over");
    }
}
