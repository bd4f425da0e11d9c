package io.hookline.dispatch.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells a thread once that it is to end, also while it waits. Thread-safe. */
public final class StopSignal {
    private final CountDownLatch latch = new CountDownLatch(1);
    private final CompletableFuture<Void> future = new CompletableFuture<>();

    public void stop() {
        latch.countDown();
        future.complete(null);
    }

    public boolean isStopped() {
        return latch.getCount() == 0;
    }

    /** Waits that long, or until told to end. */
    public void pause(Duration duration) {
        try {
            if (latch.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            // Nobody interrupts these threads but to end them.
            stop();
        }
    }

    /** Waits for that event, or until told to end. */
    void awaitUnlessStopped(CompletableFuture<?> event) {
        CompletableFuture.anyOf(event, future).join();
    }
}
