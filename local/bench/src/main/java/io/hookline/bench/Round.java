package io.hookline.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What one round of a scenario has found, figure by figure in the order in which they were told. */
final class Round {
    private final int number;
    private final int divisor;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    /**
     * A round that knows nothing yet.
     *
     * @param number from 1; 0 only warms up
     * @param divisor of the load: 1 for a real run
     */
    Round(int number, int divisor) {
        this.number = number;
        this.divisor = divisor;
    }

    int number() {
        return number;
    }

    boolean isWarmUp() {
        return number == 0;
    }

    /** How much of that load this run asks for. */
    int scaled(int full) {
        return Math.max(1, full / divisor);
    }

    void figure(String name, double value) {
        figures.put(name, value);
    }

    /** Percentiles of latencies in microseconds. */
    void latencies(String of, Histogram micros) {
        figure(of + ": p50, ms", micros.getValueAtPercentile(50) / 1e3);
        figure(of + ": p99, ms", micros.getValueAtPercentile(99) / 1e3);
        figure(of + ": p99.9, ms", micros.getValueAtPercentile(99.9) / 1e3);
        figure(of + ": max, ms", micros.getMaxValue() / 1e3);
    }

    /** Processor time by what used it, between two looks at it. */
    void processorTime(Map<String, Duration> before, Map<String, Duration> after, int events) {
        after.forEach((role, time) -> {
            double micros = time.minus(before.getOrDefault(role, Duration.ZERO)).toNanos() / 1e3 / events;
            figure("processor µs each: " + role, micros);
        });
    }

    Map<String, Double> figures() {
        return figures;
    }
}
