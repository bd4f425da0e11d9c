package io.hookline.ingest.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Measures from handing a record to the producer to Kafka's word on it: {@code hookline.ingest.kafka.acknowledgement}. */
final class AcknowledgementTimer {
    private static final String NAME = "hookline.ingest.kafka.acknowledgement";

    private final MeterRegistry meters;
    private final Map<String, Timer> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Timer> failed = new ConcurrentHashMap<>();

    AcknowledgementTimer(MeterRegistry meters) {
        this.meters = meters;
    }

    void record(String topic, boolean success, long nanos) {
        Timer timer = success
                ? acknowledged.computeIfAbsent(topic, name -> timer(name, "acknowledged"))
                : failed.computeIfAbsent(topic, name -> timer(name, "failed"));
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String topic, String outcome) {
        return Timer.builder(NAME)
                .description("Time from the producer to Kafka's acknowledgement")
                .tag("topic", topic)
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .register(meters);
    }
}
