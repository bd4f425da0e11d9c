package io.hookline.registry.publication;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Has changes published: at once when woken, and every now and then for what other instances or a crash left behind. One
 * thread of its own does the work; all methods may be called from any thread and none waits, except for {@link #stop}.
 */
public final class Publications implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Publications.class);
    private static final Duration LONGEST_RUN = Duration.ofMinutes(1);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(15);

    private final Supplier<Mono<Void>> publishAll;
    private final Duration interval;
    private final Duration wait;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Set<Sinks.Empty<Void>> waiting = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread thread;

    /**
     * @param publishAll publishes everything that was committed before it is subscribed to
     * @param interval the longest pause between two runs
     * @param wait the longest that a caller waits for its own change
     */
    Publications(Supplier<Mono<Void>> publishAll, Duration interval, Duration wait) {
        this.publishAll = publishAll;
        this.interval = interval;
        this.wait = wait;
    }

    /** Has changes published soon. */
    public void wake() {
        wakeUps.release();
    }

    /** Completes once Kafka has what was committed before, or after the wait without that: the change will follow. */
    public Mono<Void> awaited() {
        return published().onErrorComplete(TimeoutException.class);
    }

    /** Completes once Kafka has what was committed before; {@link TimeoutException} if that takes too long. */
    public Mono<Void> published() {
        return Mono.defer(() -> {
            Sinks.Empty<Void> published = Sinks.empty();
            waiting.add(published);
            wake();
            return published.asMono().timeout(wait).doFinally(end -> waiting.remove(published));
        });
    }

    @Override
    public void start() {
        Thread loop = Thread.ofPlatform().name("publications").daemon().unstarted(this::run);
        // Before it starts, or it could find itself stopped.
        thread = loop;
        loop.start();
    }

    @Override
    public void stop() {
        Thread loop = thread;
        thread = null;
        if (loop != null) {
            loop.interrupt();
            awaitEnd(loop);
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        try {
            while (isRunning()) {
                publish();
                wakeUps.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS);
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            // Only stop() interrupts this thread; there is nothing left to do.
        }
    }

    private void publish() throws InterruptedException {
        // Who asks after this may have committed too late for this run, and is for the next.
        List<Sinks.Empty<Void>> asked = List.copyOf(waiting);
        try {
            publishAll.get().timeout(LONGEST_RUN).toFuture().get();
            asked.forEach(Sinks.Empty::tryEmitEmpty);
        } catch (ExecutionException e) {
            log.atWarn()
                    .addKeyValue("error", String.valueOf(e.getCause()))
                    .log("Changes could not be published; tried again soon");
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("Changes could not be published; tried again soon");
        }
    }

    private static void awaitEnd(Thread loop) {
        try {
            loop.join(TIME_TO_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
