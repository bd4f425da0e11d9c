package io.hookline.dispatch.kafka;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A queue whose taker looks again after a moment before it goes to sleep. While tasks keep coming nobody has to wake it for
 * each, which costs both sides more than a short task itself.
 */
final class LingeringQueue extends LinkedBlockingQueue<Runnable> {
    private static final long serialVersionUID = 1L;
    private static final long MOMENT_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

    @Override
    public Runnable take() throws InterruptedException {
        Runnable next = poll();
        if (next == null) {
            LockSupport.parkNanos(this, MOMENT_NANOS);
            next = poll();
        }
        return next == null ? super.take() : next;
    }
}
