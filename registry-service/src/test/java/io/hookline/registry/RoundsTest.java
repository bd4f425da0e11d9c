package io.hookline.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RoundsTest {
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void goesOnAtOnceWhileThereIsMoreToDo() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(3);
        Rounds rounds = new Rounds("test", LONG, () -> {
            done.countDown();
            return done.getCount() > 0;
        });

        rounds.start();

        done.await();
        rounds.stop();
    }

    @Test
    void doesARoundWhenWoken() throws InterruptedException {
        SynchronousQueue<Integer> round = new SynchronousQueue<>();
        AtomicInteger count = new AtomicInteger();
        Rounds rounds = new Rounds("test", LONG, () -> {
            round.put(count.incrementAndGet());
            return false;
        });
        rounds.start();
        assertThat(round.take()).isEqualTo(1);

        rounds.wake();

        assertThat(round.take()).isEqualTo(2);
        rounds.stop();
        assertThat(rounds.isRunning()).isFalse();
    }

    @Test
    void goesOnAfterARoundThatFailed() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(2);
        Rounds rounds = new Rounds("test", Duration.ofMillis(1), () -> {
            done.countDown();
            throw new IllegalStateException("as in the test");
        });

        rounds.start();

        done.await();
        rounds.stop();
    }
}
