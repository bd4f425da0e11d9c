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
 * A task that one thread repeats: at once when woken, else after a pause. A failure is logged and tried again, after pauses
 * that grow to {@link #LONGEST_PAUSE}. {@link #wake} may be called from any thread and never waits.
 */
public final class BackgroundLoop implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BackgroundLoop.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 10;

    private final String name;
    private final Duration pause;
    private final Supplier<? extends Mono<?>> task;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile @Nullable Thread thread;

    public BackgroundLoop(String name, Duration pause, Supplier<? extends Mono<?>> task) {
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
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            awaitEnd(running);
        }
    }

    /** Started before and stopped after whatever gives it work: the listeners and the web server. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        int failures = 0;
        try {
            while (isRunning()) {
                failures = runOnce() ? 0 : failures + 1;
                await(failures);
            }
        } catch (InterruptedException e) {
            // Only stop() interrupts this thread; there is nothing left to do.
        }
    }

    private boolean runOnce() throws InterruptedException {
        try {
            task.get().toFuture().get();
            return true;
        } catch (ExecutionException e) {
            log.atWarn().addKeyValue("task", name).setCause(e.getCause()).log("Failed, to be tried again");
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("task", name).setCause(e).log("Failed, to be tried again");
        }
        return false;
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
