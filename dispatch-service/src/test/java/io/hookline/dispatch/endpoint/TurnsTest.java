package io.hookline.dispatch.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TurnsTest {
    private static final Duration PACE = Duration.ofSeconds(4);

    private final AtomicLong nanos = new AtomicLong(Long.MIN_VALUE / 2);
    private final Turns turns = new Turns(nanos::get);

    @Test
    void comeOneAfterTheOther() {
        assertThat(turns.next(PACE)).isEqualTo(PACE);
        assertThat(turns.next(PACE)).isEqualTo(PACE.multipliedBy(2));

        nanos.addAndGet(PACE.toNanos());
        assertThat(turns.next(PACE)).isEqualTo(PACE.multipliedBy(2));
    }

    @Test
    void areNotFarAhead() {
        for (int i = 0; i < 100; i++) {
            turns.next(PACE);
        }

        assertThat(turns.next(PACE)).isEqualTo(Turns.LONGEST);
    }

    @Test
    void areNotKeptForThoseWhoDidNotCome() {
        nanos.addAndGet(Duration.ofHours(1).toNanos());

        assertThat(turns.next(PACE)).isEqualTo(Duration.ZERO);
    }
}
