package io.hookline.dispatch.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.dispatch.ManualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

final class PermitsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ManualTimer timer = new ManualTimer();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void letsTheNextOneInWhenOneIsDone() {
        Permits permits = permits(1, 1);
        Sinks.One<String> first = Sinks.one();
        CompletableFuture<String> one = permits.during(first::asMono).toFuture();
        CompletableFuture<String> two = permits.during(() -> Mono.just("two")).toFuture();
        assertThat(two).isNotDone();

        first.tryEmitValue("one");

        assertThat(one).isCompletedWithValue("one");
        assertThat(two).isCompletedWithValue("two");
        assertThat(permits.taken()).isZero();
        assertThat(timer.pending()).isZero();
    }

    @Test
    void refusesThoseForWhomThereIsNoSeat() {
        Permits permits = permits(1, 1);
        occupy(permits);
        occupy(permits);

        assertThat(permits.during(() -> Mono.just("late")).toFuture()).isCompletedWithValue(null);
    }

    @Test
    void refusesThoseWhoHaveWaitedTooLong() throws Exception {
        Permits permits = permits(1, 1);
        Sinks.One<String> first = Sinks.one();
        permits.during(first::asMono).subscribe();
        CompletableFuture<String> two = permits.during(() -> Mono.just("two")).toFuture();

        timer.fireAll();

        assertThat(two).isCompletedWithValue(null);
    }

    @Test
    void hasFewSeatsOnceSomeoneHasWaitedInVainAndManyOnceAllWereServed() throws Exception {
        Permits permits = permits(1, 100);
        Sinks.One<String> first = Sinks.one();
        permits.during(first::asMono).subscribe();
        assertThat(waitersAdmitted(permits)).isEqualTo(100);

        timer.fireAll();
        assertThat(waitersAdmitted(permits)).as("as many as there are permits").isEqualTo(1);

        first.tryEmitValue("served");
        assertThat(permits.taken()).isZero();
        occupy(permits);
        assertThat(waitersAdmitted(permits)).isEqualTo(100);
    }

    @Test
    void hasAsManySeatsAsWereServedLately() throws Exception {
        Permits permits = permits(1, 100);
        for (int i = 0; i < 7; i++) {
            permits.during(() -> Mono.just("served")).subscribe();
        }
        occupy(permits);
        occupy(permits);
        timer.fireAll();

        assertThat(waitersAdmitted(permits)).isEqualTo(7);

        nanos.addAndGet(PATIENCE.multipliedBy(3).toNanos());
        timer.fireAll();
        assertThat(waitersAdmitted(permits)).isEqualTo(1);
    }

    @Test
    void knowsItsPace() {
        Permits permits = permits(1, 100);
        assertThat(permits.pace()).isEqualTo(PATIENCE);

        for (int i = 0; i < 4; i++) {
            permits.during(() -> Mono.just("served")).subscribe();
        }

        assertThat(permits.pace()).isEqualTo(PATIENCE.dividedBy(4));
    }

    @Test
    void givesThePermitBackAfterAnError() {
        Permits permits = permits(1, 0);

        CompletableFuture<Object> failed =
                permits.during(() -> Mono.error(new IllegalStateException())).toFuture();

        assertThat(failed).isCompletedExceptionally();
        assertThat(permits.taken()).isZero();
    }

    @Test
    void worksOffALongQueueInOrderAndWithoutADeepStack() {
        Permits permits = new Permits(1, Permits.Waiting.UNLIMITED, timer, nanos::get);
        Sinks.One<Integer> first = Sinks.one();
        List<Integer> done = new ArrayList<>();
        permits.during(first::asMono).subscribe(done::add);
        for (int i = 1; i < 50_000; i++) {
            int number = i;
            permits.during(() -> Mono.just(number)).subscribe(done::add);
        }

        first.tryEmitValue(0);

        assertThat(done).hasSize(50_000).isSorted();
    }

    private Permits permits(int most, int seats) {
        return new Permits(most, new Permits.Waiting(seats, PATIENCE), timer, nanos::get);
    }

    /** How many of more than enough are let wait, rather than refused. */
    private static int waitersAdmitted(Permits permits) {
        return (int)
                Stream.generate(() -> permits.during(() -> Mono.just("late")).toFuture())
                        .limit(200)
                        .filter(late -> !late.isDone())
                        .count();
    }

    private void occupy(Permits permits) {
        permits.during(Mono::never).subscribe();
    }
}
