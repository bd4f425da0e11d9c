package io.hookline.client.emit;

import java.time.Duration;

/**
 * When a batch is complete: it has so many events, or so many bytes, or its first event has waited so long.
 *
 * @param events at most
 * @param bytes at most, unless a single event is larger
 * @param linger how long the first waits for others
 */
record BatchLimits(int events, long bytes, Duration linger) {}
