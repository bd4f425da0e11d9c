package io.hookline.registry;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
 * failure is logged and tried again after the pause. A run that is under way when the service stops may end by itself, and is
 * interrupted if it does not. {@link #wake} may be called from any thread and never waits.
 */
public final class BackgroundLoop implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(BackgroundLoop.class);
    /**
     * Longer than any statement, any send and any exchange with a mail server takes, so that only what hangs is given
     * up.
     */
    private static final Duration LONGEST_RUN = Duration.ofMinutes(2);

    private static final Duration TIME_TO_END = Duration.ofSeconds(10);
    private static final Duration TIME_AFTER_INTERRUPT = Duration.ofSeconds(5);
    /** After a failure even an urgent task waits a little, however often it is woken. */
    private static final Duration SHORTEST_PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    private final String name;
    private final Duration pause;
    private final Callable<Boolean> task;
    private final Semaphore wakeUps = new Semaphore(0);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    /**
     * Makes a loop, which Spring starts and stops, once.
     *
     * @param name of the thread, and of the task in logs
     * @param pause between two runs, unless woken
     * @param task what to do, which may wait; true if there is more of it to do at once
     */
    public BackgroundLoop(String name, Duration pause, Callable<Boolean> task) {
        this.name = name;
        this.pause = pause;
        this.task = task;
    }

    /** The same with a task that does not wait; one that takes minutes is given up. */
    public static BackgroundLoop reactive(String name, Duration pause, Supplier<Mono<Boolean>> task) {
        return new BackgroundLoop(
                name,
                pause,
                () -> Boolean.TRUE.equals(
                        Mono.defer(task).timeout(LONGEST_RUN).toFuture().get()));
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
        stopped.countDown();
        if (loop != null) {
            wake();
            end(loop);
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        try {
            while (isRunning()) {
                if (!runTask()) {
                    wakeUps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
                    wakeUps.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            // Only stop() interrupts this thread; there is nothing left to do.
        }
    }

    private boolean runTask() throws InterruptedException {
        try {
            return task.call();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            log.atWarn().addKeyValue("task", name).setCause(e).log("Failed, to be tried again");
            var _ = stopped.await(SHORTEST_PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        }
    }

    private static void end(Thread loop) {
        try {
            if (!loop.join(TIME_TO_END)) {
                loop.interrupt();
                loop.join(TIME_AFTER_INTERRUPT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
