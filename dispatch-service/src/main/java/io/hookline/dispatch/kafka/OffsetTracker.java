package io.hookline.dispatch.kafka;

import java.util.BitSet;
import java.util.concurrent.TimeUnit;

/**
 * Knows which offset of one partition may be committed while its records are completed out of order: the lowest that is
 * begun and not completed. Offsets that are never begun (compaction leaves gaps) count as completed. Thread-safe.
 *
 * <p>Valid: begun 5, 6, 7; completed 7 and 5; committable is 6. Not valid: committable is 8 before 6 is completed.
 */
final class OffsetTracker {
    /** Bit n says that offset {@code lowest + n} is completed. */
    private BitSet completed = new BitSet();

    private long lowest;
    private long next;
    private int inFlight;

    /** Offsets must rise from call to call. */
    synchronized void begin(long offset) {
        if (offset < next) {
            throw new IllegalArgumentException("Offset " + offset + " is begun again; the next is " + next);
        }
        if (inFlight == 0) {
            completed.clear();
            lowest = offset;
        } else {
            completed.set(index(next), index(offset));
        }
        next = offset + 1;
        inFlight++;
    }

    synchronized void complete(long offset) {
        completed.set(index(offset));
        inFlight--;
        notifyAll();
    }

    /** The offset to commit, everything below it being completed; 0 before the first is begun. */
    synchronized long committable() {
        if (inFlight == 0) {
            return next;
        }
        int prefix = completed.nextClearBit(0);
        completed = completed.get(prefix, Math.max(prefix, completed.length()));
        lowest += prefix;
        return lowest;
    }

    synchronized int inFlight() {
        return inFlight;
    }

    /** How many offsets would be read again if this instance died now and had committed all it could. */
    synchronized long lag() {
        return next - committable();
    }

    /** Waits until nothing is in flight, at most until that {@link System#nanoTime()}. */
    synchronized void awaitIdle(long deadline) throws InterruptedException {
        for (long left = deadline - System.nanoTime(); inFlight > 0 && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
        }
    }

    private int index(long offset) {
        return Math.toIntExact(offset - lowest);
    }
}
