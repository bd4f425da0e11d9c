package io.hookline.client.worker;

import org.jspecify.annotations.Nullable;

/**
 * How far a job is.
 *
 * @param percent from 0 to 100
 * @param step what it is doing, in words
 * @param clipsCompleted how many clips are done; null: left out
 * @param totalClips how many there will be; null: left out
 */
public record Progress(
        double percent,
        String step,
        @Nullable Integer clipsCompleted,
        @Nullable Integer totalClips) {

    /** Without a word on clips. */
    public static Progress of(double percent, String step) {
        return new Progress(percent, step, null, null);
    }

    /** The same with this many clips done. */
    public Progress withClips(int completed, int total) {
        return new Progress(percent, step, completed, total);
    }
}
