package io.hookline.client.emit;

/** Time passes; tests do not wait for it. */
@FunctionalInterface
interface Pause {
    void forNanos(long nanos) throws InterruptedException;
}
