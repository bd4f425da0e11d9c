package io.hookline.registry;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does a piece of work again and again on a thread of its own, for as long as the service runs. A round that fails is
 * logged and done again after the pause. A round that runs when the service stops may end by itself, and is interrupted
 * if it does not.
 */
public final class Rounds implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final Duration TIME_TO_END = Duration.ofSeconds(10);
    private static final Duration TIME_AFTER_INTERRUPT = Duration.ofSeconds(5);

    private final String name;
    private final Duration pause;
    private final Callable<Boolean> round;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile @Nullable Thread thread;

    /**
     * @param pause between a round and the next
     * @param round answers true if there is more to do, so that the next round follows without a pause
     */
    public Rounds(String name, Duration pause, Callable<Boolean> round) {
        this.name = name;
        this.pause = pause;
        this.round = round;
    }

    /** Has a round done soon. */
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
                if (!doRound()) {
                    wakeUps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
                    wakeUps.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            // Only stop() interrupts this thread; there is nothing left to do.
        }
    }

    private boolean doRound() throws InterruptedException {
        try {
            return round.call();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            log.atWarn().addKeyValue("rounds", name).setCause(e).log("A round failed; done again after the pause");
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
