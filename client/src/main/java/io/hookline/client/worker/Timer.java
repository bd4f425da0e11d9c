package io.hookline.client.worker;

/** Time passes; tests make it pass as they like. */
interface Timer {
    /** In nanoseconds, from some point on. */
    long nanoTime();

    /** Runs something later; false if it never will, because the timer is stopped. */
    boolean schedule(long delayNanos, Runnable task);
}
