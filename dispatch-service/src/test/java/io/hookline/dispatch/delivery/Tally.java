package io.hookline.dispatch.delivery;

import io.hookline.dispatch.delivery.DeliveryReport.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What became of one kind of traffic. */
final class Tally {
    private final String name;
    private final Duration recovered;
    private final Map<Status, Integer> ends = new EnumMap<>(Status.class);
    private final List<Duration> latencies = new ArrayList<>();
    /** Since the recovery, of what was asked for before it. */
    private final List<Duration> backlog = new ArrayList<>();

    private int offered;
    private int attempts;
    private int deferrals;
    private int mostDeferrals;
    private int inMemory;
    private int out;
    private int mostOut;
    private int mostWaiting;

    Tally(String name, Duration recovered) {
        this.name = name;
        this.recovered = recovered;
    }

    void offered() {
        offered++;
    }

    void taken() {
        inMemory++;
        mostWaiting = Math.max(mostWaiting, inMemory - out);
    }

    void letGo() {
        inMemory--;
    }

    void sent() {
        out++;
        attempts++;
        mostOut = Math.max(mostOut, out);
    }

    void answered() {
        out--;
    }

    /** One delivery was put off, for the so manieth time. */
    void deferred(int times) {
        deferrals++;
        mostDeferrals = Math.max(mostDeferrals, times);
    }

    /** One delivery came to its end; both times since the simulation began. */
    void ended(Status status, Duration requested, Duration ended) {
        ends.merge(status, 1, Integer::sum);
        if (status == Status.DELIVERED) {
            latencies.add(ended.minus(requested));
        }
        if (requested.compareTo(recovered) < 0 && ended.compareTo(recovered) > 0) {
            backlog.add(ended.minus(recovered));
        }
    }

    String name() {
        return name;
    }

    int offeredInAll() {
        return offered;
    }

    int ended(Status status) {
        return ends.getOrDefault(status, 0);
    }

    int open() {
        return offered - ends.values().stream().mapToInt(Integer::intValue).sum();
    }

    double attemptsPerDelivery() {
        return (double) attempts / offered;
    }

    double deferralsPerDelivery() {
        return (double) deferrals / offered;
    }

    int mostDeferrals() {
        return mostDeferrals;
    }

    int mostOut() {
        return mostOut;
    }

    int mostWaiting() {
        return mostWaiting;
    }

    /** From being asked for to being delivered, of so many of a hundred deliveries. */
    Duration latency(double percent) {
        return percentile(latencies, percent);
    }

    /** How long after the recovery so many of a hundred were done with that had been asked for before it. */
    Duration backlogGone(double percent) {
        return percentile(backlog, percent);
    }

    private static Duration percentile(List<Duration> values, double percent) {
        if (values.isEmpty()) {
            return Duration.ZERO;
        }
        int rank = (int) Math.ceil(percent / 100 * values.size());
        return values.stream().sorted().toList().get(Math.max(rank, 1) - 1);
    }
}
