package io.hookline.dispatch.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.dispatch.ManualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

final class PermitsTest {
    private final ManualTimer timer = new ManualTimer();
    private final WaitingRoom room = new WaitingRoom(3);

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
    void refusesThoseForWhomTheSharedRoomHasNoSeat() {
        Permits one = permits(1, 10);
        Permits other = permits(1, 10);
        List.of(one, one, one, one, other).forEach(this::occupy);

        assertThat(other.during(() -> Mono.just("late")).toFuture()).isCompletedWithValue(null);
    }

    @Test
    void refusesThoseWhoHaveWaitedTooLong() throws Exception {
        Permits permits = permits(1, 1);
        Sinks.One<String> first = Sinks.one();
        permits.during(first::asMono).subscribe();
        CompletableFuture<String> two = permits.during(() -> Mono.just("two")).toFuture();

        timer.fireAll();

        assertThat(two).isCompletedWithValue(null);
        assertThat(room.enter()).as("the seat is free again").isTrue();
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
        Permits permits = new Permits(1, Permits.Waiting.unlimited(), timer);
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
        return new Permits(most, new Permits.Waiting(seats, room, Duration.ofSeconds(1)), timer);
    }

    private void occupy(Permits permits) {
        permits.during(Mono::never).subscribe();
    }
}
