package io.hookline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

final class BackgroundLoopTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofMillis(1);

    private final AtomicInteger runs = new AtomicInteger();

    /** Often, because a loop that looks whether it runs before it is said to has died at birth. */
    @RepeatedTest(50)
    void runsAtOnceAndWheneverWoken() {
        BackgroundLoop loop = new BackgroundLoop("test", NEVER, () -> run(false));
        loop.start();
        awaitRuns(1);

        loop.wake();

        awaitRuns(2);
        loop.stop();
    }

    @Test
    void goesOnWithoutPauseWhileThereIsMore() {
        BackgroundLoop loop = new BackgroundLoop("test", NEVER, () -> run(runs.get() < 9));
        loop.start();

        awaitRuns(10);
        loop.stop();
    }

    @Test
    void triesAgainAfterFailures() {
        BackgroundLoop loop = new BackgroundLoop("test", SOON, () -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("thrown");
            }
            return runs.get() == 2 ? Mono.error(new IllegalStateException("signalled")) : Mono.just(false);
        });
        loop.start();

        await().atMost(Duration.ofSeconds(60)).until(() -> runs.get() > 3);
        loop.stop();
    }

    @Test
    void endsWhenStopped() {
        BackgroundLoop loop = new BackgroundLoop("test", NEVER, Mono::never);
        loop.start();

        loop.stop();

        assertThat(loop.isRunning()).isFalse();
    }

    private Mono<Boolean> run(boolean more) {
        return Mono.fromCallable(() -> {
            runs.incrementAndGet();
            return more;
        });
    }

    private void awaitRuns(int number) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .untilAsserted(() -> assertThat(runs).hasValue(number));
    }
}
