package io.hookline.registry;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * A task that one thread repeats: at once when woken or when the task says that there is more, else after a pause. A
 * failure is logged and tried again after the pause. {@link #wake} may be called from any thread and never waits.
 */
public final class BackgroundLoop implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BackgroundLoop.class);
    /**
     * Longer than any statement, any send and any exchange with a mail server takes, so that only what hangs is given
     * up.
     */
    private static final Duration LONGEST_RUN = Duration.ofMinutes(2);

    private static final Duration TIME_TO_STOP = Duration.ofSeconds(15);
    /** After a failure even an urgent task waits a little. */
    private static final Duration SHORTEST_PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    private final String name;
    private final Duration pause;
    private final Supplier<Mono<Boolean>> task;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile @Nullable Thread thread;

    /**
     * Makes a loop, which Spring starts and stops.
     *
     * @param name of the thread, and of the task in logs
     * @param pause between two runs, unless woken
     * @param task what to do; true if there is more of it to do at once
     */
    public BackgroundLoop(String name, Duration pause, Supplier<Mono<Boolean>> task) {
        this.name = name;
        this.pause = pause;
        this.task = task;
    }

    /** Has the task run now, or once more if it is running. */
    public void wake() {
        wakeUps.release();
    }

    @Override
    public void start() {
        Thread loop = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
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
                if (succeeds()) {
                    wakeUps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
                    wakeUps.drainPermits();
                } else {
                    TimeUnit.NANOSECONDS.sleep(Math.max(pause.toNanos(), SHORTEST_PAUSE_AFTER_FAILURE.toNanos()));
                }
            }
        } catch (InterruptedException e) {
            // Only stop() interrupts this thread; there is nothing left to do.
        }
    }

    private boolean succeeds() throws InterruptedException {
        try {
            boolean more = true;
            while (more && isRunning()) {
                more = Boolean.TRUE.equals(
                        Mono.defer(task).timeout(LONGEST_RUN).toFuture().get());
            }
            return true;
        } catch (ExecutionException e) {
            log.atWarn()
                    .addKeyValue("task", name)
                    .addKeyValue("error", String.valueOf(e.getCause()))
                    .log("Failed, to be tried again");
            return false;
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
