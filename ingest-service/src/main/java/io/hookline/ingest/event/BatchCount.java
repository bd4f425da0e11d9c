package io.hookline.ingest.event;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts the events of batches by what became of them: the metric {@code hookline.ingest.batch.events}. */
@Component
final class BatchCount {
    private static final String NAME = "hookline.ingest.batch.events";

    private final MeterRegistry meters;

    BatchCount(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(BatchAnswer answer) {
        answer.items().forEach(item -> count(outcome(item)));
    }

    private void count(String outcome) {
        meters.counter(NAME, "outcome", outcome).increment();
    }

    private static String outcome(BatchAnswer.Item item) {
        return switch (item.status()) {
            case 202 -> "accepted";
            case 403 -> "refused";
            case 503 -> "unavailable";
            default -> "invalid";
        };
    }
}
