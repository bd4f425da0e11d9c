package io.hookline.registry.eventlog;

/**
 * What is still to be read of a partition.
 *
 * @param next the offset to go on with
 * @param end the offset before which to stop
 */
public record Stretch(String topic, int partition, long next, long end) {
    public boolean done() {
        return next >= end;
    }

    Stretch from(long offset) {
        return new Stretch(topic, partition, Math.min(offset, end), end);
    }
}
