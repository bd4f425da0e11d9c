package io.hookline.reconciliation.callback;

import io.hookline.reconciliation.publish.PublishMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts what came of each record, once its transaction has been committed. */
final class CallbackMetrics {
    private final MeterRegistry registry;
    private final PublishMetrics publishes;
    private final Counter dead;

    CallbackMetrics(MeterRegistry registry, PublishMetrics publishes) {
        this.registry = registry;
        this.publishes = publishes;
        this.dead = Counter.builder("hookline.callbacks.dead")
                .description("Records that went to the dead topic")
                .register(registry);
    }

    void count(Reconciler.Report report) {
        submissions("new", report.registered());
        submissions("repeated", report.submissions() - report.registered());
        report.callbacks().forEach(this::count);
    }

    void buried(int records) {
        dead.increment(records);
    }

    private void submissions(String result, int number) {
        registry.counter("hookline.publishes.submitted", "result", result).increment(number);
    }

    private void count(Reconciliation.Result done) {
        registry.counter(
                        "hookline.callbacks.processed",
                        "platform",
                        done.callback().post().platform().wireName(),
                        "result",
                        done.result().name().toLowerCase(Locale.ROOT))
                .increment();
        if (done.transition() != null) {
            publishes.count(done.transition());
        }
    }
}
