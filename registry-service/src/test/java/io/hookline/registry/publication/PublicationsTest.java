package io.hookline.registry.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

final class PublicationsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final AtomicInteger committed = new AtomicInteger();
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicBoolean kafkaIsAway = new AtomicBoolean();
    private final Publications patient = new Publications(this::publishAll, LONG, LONG);

    @AfterEach
    void stop() {
        patient.stop();
    }

    @Test
    void completesOnceEarlierCommitsArePublished() throws Exception {
        patient.start();
        for (int i = 1; i <= 100; i++) {
            committed.incrementAndGet();

            patient.published().toFuture().get(1, TimeUnit.MINUTES);

            assertThat(published).hasValue(i);
        }
    }

    @Test
    void triesAgainAfterAFailure() throws Exception {
        kafkaIsAway.set(true);
        Publications eager = new Publications(this::publishAll, Duration.ofMillis(1), LONG);
        eager.start();
        committed.incrementAndGet();
        var waiting = eager.published().toFuture();

        kafkaIsAway.set(false);

        waiting.get(1, TimeUnit.MINUTES);
        assertThat(published).hasValue(1);
        eager.stop();
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        kafkaIsAway.set(true);
        Publications impatient = new Publications(this::publishAll, LONG, Duration.ofMillis(1));
        impatient.start();

        impatient.awaited().toFuture().get(1, TimeUnit.MINUTES);

        assertThatThrownBy(() -> impatient.published().toFuture().get(1, TimeUnit.MINUTES))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        impatient.stop();
    }

    private Mono<Void> publishAll() {
        return Mono.fromRunnable(() -> {
            if (kafkaIsAway.get()) {
                throw new IllegalStateException("Kafka is away");
            }
            published.set(committed.get());
        });
    }
}
