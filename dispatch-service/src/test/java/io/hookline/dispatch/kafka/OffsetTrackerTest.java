package io.hookline.dispatch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class OffsetTrackerTest {
    private final OffsetTracker tracker = new OffsetTracker();

    @Test
    void commitsUpToTheLowestThatIsNotCompleted() {
        begin(5, 6, 7);

        tracker.complete(7);
        tracker.complete(5);

        assertThat(tracker.committable()).isEqualTo(6);
        assertThat(tracker.inFlight()).isEqualTo(1);
        assertThat(tracker.lag()).isEqualTo(2);
    }

    @Test
    void commitsAllWhenAllAreCompleted() {
        begin(5, 6);

        tracker.complete(6);
        tracker.complete(5);

        assertThat(tracker.committable()).isEqualTo(7);
        assertThat(tracker.lag()).isZero();
    }

    @Test
    void countsOffsetsThatDoNotExistAsCompleted() {
        begin(5, 9);

        tracker.complete(5);

        assertThat(tracker.committable()).isEqualTo(9);
    }

    @Test
    void leapsOverAGapWhenNothingIsInFlight() {
        begin(5);
        tracker.complete(5);

        begin(1_000_000_000_000L);

        assertThat(tracker.committable()).isEqualTo(1_000_000_000_000L);
    }

    @Test
    void refusesAnOffsetThatWasBegunBefore() {
        begin(5, 6);

        assertThatThrownBy(() -> tracker.begin(6)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverCommitsPastAnIncompleteOffsetWhateverTheOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TreeSet<Long> open = new TreeSet<>();
        long begun = 100;
        for (int round = 0; round < 2_000; round++) {
            for (int i = random.nextInt(1, 20); i > 0; i--) {
                begun += 1 + random.nextInt(3);
                tracker.begin(begun);
                open.add(begun);
            }
            List<Long> some = new ArrayList<>(open);
            Collections.shuffle(some, random);
            some.subList(0, random.nextInt(some.size() + 1)).forEach(offset -> {
                tracker.complete(offset);
                open.remove(offset);
            });

            assertThat(tracker.committable()).as("seed %d", seed).isEqualTo(open.isEmpty() ? begun + 1 : open.first());
        }
    }

    private void begin(long... offsets) {
        for (long offset : offsets) {
            tracker.begin(offset);
        }
    }
}
