package io.hookline.reconciliation.publish;

import io.hookline.reconciliation.publish.PublishState.Failed;
import io.hookline.reconciliation.publish.PublishState.Pending;
import io.hookline.reconciliation.publish.PublishState.Succeeded;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts how publishes end. */
public final class PublishMetrics {
    private static final String CONCLUDED = "hookline.publishes.concluded";

    private final MeterRegistry registry;

    PublishMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts the transition if customers were told of it. */
    public void count(Transition transition) {
        if (transition.event() != null) {
            switch (transition.publish().state()) {
                case Succeeded succeeded -> concluded("succeeded", succeeded.corrected() ? "correction" : "platform");
                case Failed failed -> concluded("failed", failed.source().name().toLowerCase(Locale.ROOT));
                case Pending _ -> {}
            }
        }
    }

    private void concluded(String status, String cause) {
        registry.counter(CONCLUDED, "status", status, "cause", cause).increment();
    }
}
