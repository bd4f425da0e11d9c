package io.hookline.dispatch.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A thread that reads topics for a consumer group and shows each record to a handler, at least once. Many records of one
 * partition are worked on at a time; an offset is committed once everything below it is done.
 *
 * <p>Valid: records 1, 2, 3 begin; 2 and 3 are done; the process dies; 1, 2, 3 begin again elsewhere. Not valid: 3 is
 * committed, and 1 is never done.
 */
public final class ConsumerLoop implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ConsumerLoop.class);
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);

    private final String name;
    private final List<String> topics;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final RecordHandler handler;
    private final Limits limits;
    private final CompletableFuture<?> ready;
    private final Clock clock;

    private final StopSignal stop = new StopSignal();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean started;
    private volatile @Nullable ConsumerSession session;

    /**
     * How much a loop takes on.
     *
     * @param inFlight records begun and not done, at which all partitions are paused; one partition is paused at half of it
     * @param drain how long to wait for those when a partition is taken away or the loop ends
     */
    public record Limits(int inFlight, Duration drain) {}

    /**
     * A loop that does not run yet.
     *
     * @param name what threads, logs and metrics call it
     * @param ready reading begins when this is complete
     */
    public ConsumerLoop(
            String name,
            List<String> topics,
            Supplier<Consumer<byte[], byte[]>> consumers,
            RecordHandler handler,
            Limits limits,
            CompletableFuture<?> ready,
            Clock clock) {
        this.name = name;
        this.topics = List.copyOf(topics);
        this.consumers = consumers;
        this.handler = handler;
        this.limits = limits;
        this.ready = ready;
        this.clock = clock;
    }

    /** Offsets that would be read again if this instance died now. */
    long commitLag() {
        ConsumerSession current = session;
        return current == null ? 0 : current.commitLag();
    }

    /** Begins to read, once: a loop that has ended stays so. */
    @Override
    public void start() {
        started = true;
        Thread.ofPlatform().name("dispatch-" + name).start(this::run);
    }

    @Override
    public void stop() {
        stop.stop();
        ended.join();
    }

    /** Ends without waiting for it, so that all loops end at the same time. */
    @Override
    public void stop(Runnable whenEnded) {
        stop.stop();
        Future<?> _ = ended.thenRun(whenEnded);
    }

    /** Records of its partitions that are not begun. */
    long behind() {
        ConsumerSession current = session;
        return current == null ? 0 : current.behind();
    }

    @Override
    public boolean isRunning() {
        return started && !ended.isDone();
    }

    private void run() {
        stop.awaitUnlessStopped(ready);
        while (!stop.isStopped()) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                log.atInfo()
                        .addKeyValue("loop", name)
                        .addKeyValue("topics", topics)
                        .log("Reading begins");
                ConsumerSession current = new ConsumerSession(consumer, handler, limits, clock);
                session = current;
                current.run(topics, stop);
            } catch (RuntimeException e) {
                // A new consumer begins at what was committed; what cannot be mended by that shows in the log each
                // second.
                log.atError().addKeyValue("loop", name).setCause(e).log("Reading broke off, and begins anew");
                stop.pause(PAUSE_AFTER_ERROR);
            }
        }
        log.atInfo().addKeyValue("loop", name).log("Reading has ended");
        ended.complete(null);
    }
}
