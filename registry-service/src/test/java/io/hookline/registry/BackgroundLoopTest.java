package io.hookline.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class BackgroundLoopTest {
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void goesOnAtOnceWhileThereIsMoreToDo() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(3);
        BackgroundLoop loop = new BackgroundLoop("test", LONG, () -> {
            done.countDown();
            return done.getCount() > 0;
        });

        loop.start();

        done.await();
        loop.stop();
    }

    @Test
    void runsWhenWoken() throws InterruptedException {
        SynchronousQueue<Integer> round = new SynchronousQueue<>();
        AtomicInteger count = new AtomicInteger();
        BackgroundLoop loop = new BackgroundLoop("test", LONG, () -> {
            round.put(count.incrementAndGet());
            return false;
        });
        loop.start();
        assertThat(round.take()).isEqualTo(1);

        loop.wake();

        assertThat(round.take()).isEqualTo(2);
        loop.stop();
        assertThat(loop.isRunning()).isFalse();
    }

    @Test
    void goesOnAfterAFailure() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(2);
        BackgroundLoop loop = new BackgroundLoop("test", Duration.ofMillis(1), () -> {
            done.countDown();
            throw new IllegalStateException("as in the test");
        });

        loop.start();

        done.await();
        loop.stop();
    }
}
