package io.hookline.reconciliation.timeout;

import io.hookline.reconciliation.BackgroundLoop;
import io.hookline.reconciliation.ReconciliationProperties;
import io.hookline.reconciliation.callback.Backlog;
import io.hookline.reconciliation.publish.PublishLog;
import io.hookline.reconciliation.publish.PublishMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class TimeoutConfiguration {

    @Bean
    BackgroundLoop timeoutSweepLoop(
            TransactionalOperator transaction,
            PublishLog log,
            Backlog backlog,
            Clock clock,
            PublishMetrics publishes,
            MeterRegistry metrics,
            ReconciliationProperties properties) {
        TimeoutSweep sweep = new TimeoutSweep(
                transaction,
                log,
                backlog,
                clock,
                publishes,
                metrics,
                properties.sweep().batch());
        return new BackgroundLoop("timeout-sweep", properties.sweep().interval(), sweep::sweepBatch);
    }
}
