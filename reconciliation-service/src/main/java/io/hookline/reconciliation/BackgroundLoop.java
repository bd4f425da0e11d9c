package io.hookline.reconciliation;

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
 * A task that one thread repeats: at once when woken or when the task says that there is more, else after a pause. A failure
 * is logged and tried again, after pauses that grow to {@link #LONGEST_PAUSE}; a run that gives no sign of life for
 * {@link #LONGEST_RUN} counts as one. {@link #wake} may be called from any thread and never waits.
 */
public final class BackgroundLoop implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BackgroundLoop.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** Longer than any statement and any send may take, so that only a peer that has vanished is given up. */
    private static final Duration LONGEST_RUN = Duration.ofSeconds(60);

    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 10;

    private final String name;
    private final Duration pause;
    private final Supplier<Mono<Boolean>> task;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

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
    public synchronized void start() {
        // Before the thread is there, since it ends when it finds this false.
        running = true;
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
            awaitEnd(thread);
            thread = null;
        }
    }

    /** Started before and stopped after whatever gives it work: the listeners and the web server. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        int failures = 0;
        try {
            while (isRunning()) {
                try {
                    while (runOnce()) {
                        failures = 0;
                    }
                    failures = 0;
                } catch (ExecutionException e) {
                    failures++;
                    log.atWarn()
                            .addKeyValue("task", name)
                            .setCause(e.getCause())
                            .log("Failed, to be tried again");
                }
                await(failures);
            }
        } catch (InterruptedException e) {
            // Only stop() interrupts this thread; there is nothing left to do.
        }
    }

    private boolean runOnce() throws InterruptedException, ExecutionException {
        return isRunning()
                && Boolean.TRUE.equals(
                        Mono.defer(task).timeout(LONGEST_RUN).toFuture().get());
    }

    private void await(int failures) throws InterruptedException {
        if (failures == 0) {
            wakeUps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
            wakeUps.drainPermits();
            return;
        }
        Duration longer = pause.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        TimeUnit.NANOSECONDS.sleep(longer.compareTo(LONGEST_PAUSE) < 0 ? longer.toNanos() : LONGEST_PAUSE.toNanos());
    }

    private static void awaitEnd(Thread running) {
        try {
            running.join(TIME_TO_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
