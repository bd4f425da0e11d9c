package io.hookline.registry.redelivery;

import io.hookline.registry.BackgroundLoop;
import io.hookline.registry.RegistryProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RedeliveryConfiguration {
    private static final Duration BETWEEN_CLEAN_UPS = Duration.ofHours(1);

    @Bean
    Workers redeliveryWorkers(RedeliveryWorker worker) {
        return new Workers(worker);
    }

    /** Redeliveries are remembered for as long as the deliveries that they asked for. */
    @Bean
    BackgroundLoop redeliveryCleanUp(Redeliveries redeliveries, RegistryProperties properties, Clock clock) {
        return BackgroundLoop.reactive("redelivery-clean-up", BETWEEN_CLEAN_UPS, () -> redeliveries
                .forget(clock.instant().minus(properties.recordRetention()))
                .thenReturn(false));
    }

    /** A few threads, so that a redelivery that waits for Kafka or its pace leaves others theirs. */
    static final class Workers implements SmartLifecycle {
        private static final int THREADS = 4;
        /** How long it may take until another instance's redelivery is taken over. */
        private static final Duration PAUSE = Duration.ofSeconds(1);

        private final List<BackgroundLoop> threads;

        private Workers(RedeliveryWorker worker) {
            this.threads = IntStream.range(0, THREADS)
                    .mapToObj(i -> new BackgroundLoop("redelivery-" + i, PAUSE, worker::work))
                    .toList();
        }

        /** Has a new redelivery begun at once. */
        void wake() {
            threads.getFirst().wake();
        }

        @Override
        public void start() {
            threads.forEach(BackgroundLoop::start);
        }

        @Override
        public void stop() {
            threads.parallelStream().forEach(BackgroundLoop::stop);
        }

        @Override
        public boolean isRunning() {
            return threads.stream().anyMatch(BackgroundLoop::isRunning);
        }
    }
}
