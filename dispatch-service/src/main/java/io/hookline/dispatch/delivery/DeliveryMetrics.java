package io.hookline.dispatch.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The figures of deliveries. No tag names a customer, a URL or a subscription. */
final class DeliveryMetrics {
    private final Meter.MeterProvider<Counter> attempts;
    private final Meter.MeterProvider<Timer> durations;
    private final Meter.MeterProvider<Counter> deferrals;
    /** A provider looks its meter up among all there are, for each delivery anew. */
    private final Map<String, Counter> attemptsByOutcome = new ConcurrentHashMap<>();

    private final Map<String, Timer> durationsByOutcome = new ConcurrentHashMap<>();

    DeliveryMetrics(MeterRegistry registry) {
        attempts = Counter.builder("hookline.deliveries.attempts")
                .description("Attempts, and deliveries that ended without one, by outcome")
                .withRegistry(registry);
        durations = Timer.builder("hookline.deliveries.duration")
                .description("How long attempts took, by outcome")
                .withRegistry(registry);
        deferrals = Counter.builder("hookline.deliveries.deferred")
                .description("Deliveries put off without an attempt, by what there was no capacity of")
                .withRegistry(registry);
    }

    void attempted(String outcome, Duration duration) {
        ended(outcome);
        durationsByOutcome
                .computeIfAbsent(outcome, word -> durations.withTag("outcome", word))
                .record(duration);
    }

    void ended(String outcome) {
        attemptsByOutcome
                .computeIfAbsent(outcome, word -> attempts.withTag("outcome", word))
                .increment();
    }

    void deferred(String cause) {
        deferrals.withTag("cause", cause).increment();
    }
}
