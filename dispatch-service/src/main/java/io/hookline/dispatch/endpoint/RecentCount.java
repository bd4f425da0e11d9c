package io.hookline.dispatch.endpoint;

/** Counts what happened lately: in the current window of time or in the one before it, whichever had more. Not thread-safe. */
final class RecentCount {
    private final long windowNanos;
    private long windowBegin;
    private int current;
    private int previous;

    RecentCount(long windowNanos, long now) {
        this.windowNanos = windowNanos;
        this.windowBegin = now;
    }

    void add(long now) {
        moveOn(now);
        current++;
    }

    int get(long now) {
        moveOn(now);
        return Math.max(current, previous);
    }

    private void moveOn(long now) {
        long windows = (now - windowBegin) / windowNanos;
        if (windows > 0) {
            previous = windows == 1 ? current : 0;
            current = 0;
            windowBegin += windows * windowNanos;
        }
    }
}
