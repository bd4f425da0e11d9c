package io.hookline.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.ObjLongConsumer;
import org.HdrHistogram.Histogram;

/**
 * When each numbered event was due to be sent and when it arrived. The clock of a latency starts when the event was due, not
 * when it was sent, so that a system which stalls the sender does not hide its own slowness. Thread-safe.
 */
final class Arrivals implements ObjLongConsumer<String> {
    private final String prefix;
    private final AtomicLongArray due;
    private final AtomicLongArray arrived;
    private final AtomicInteger distinct = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();

    /** @param prefix what ids of this run begin with, the event's number following */
    Arrivals(String prefix, int events) {
        this.prefix = prefix;
        this.due = new AtomicLongArray(events);
        this.arrived = new AtomicLongArray(events);
    }

    String id(int event) {
        return prefix + event;
    }

    void due(int event, long nanoTime) {
        due.set(event, nanoTime);
    }

    @Override
    public void accept(String id, long nanoTime) {
        if (!id.startsWith(prefix)) {
            return;
        }
        int event = Integer.parseInt(id, prefix.length(), id.length(), 10);
        if (arrived.compareAndSet(event, 0, nanoTime)) {
            distinct.incrementAndGet();
        } else {
            repeated.incrementAndGet();
        }
    }

    int distinct() {
        return distinct.get();
    }

    int repeated() {
        return repeated.get();
    }

    /** Microseconds from due to arrived, of the events from the given number on that did arrive. */
    Histogram latencies(int from) {
        Histogram histogram = new Histogram(600_000_000L, 3);
        for (int i = from; i < arrived.length(); i++) {
            long at = arrived.get(i);
            if (at != 0) {
                histogram.recordValue(Math.max(0, (at - due.get(i)) / 1_000));
            }
        }
        return histogram;
    }

    /** Arrivals per second between the given shares of all arrivals, for instance 0.2 and 0.9. */
    double rate(double fromShare, double toShare) {
        long[] times = new long[arrived.length()];
        int count = 0;
        for (int i = 0; i < arrived.length(); i++) {
            if (arrived.get(i) != 0) {
                times[count++] = arrived.get(i);
            }
        }
        Arrays.sort(times, 0, count);
        int first = (int) (count * fromShare);
        int last = (int) (count * toShare) - 1;
        return (last - first) * 1e9 / (times[last] - times[first]);
    }
}
