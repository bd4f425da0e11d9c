package io.hookline.client.emit;

import static io.hookline.client.emit.EventBuffer.Offered.CLOSED;
import static io.hookline.client.emit.EventBuffer.Offered.FULL;
import static io.hookline.client.emit.EventBuffer.Offered.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.client.emit.EventBuffer.Offered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class EventBufferTest {
    /** Nothing here is to happen because time passes. */
    private static final Duration LONG = Duration.ofHours(1);

    private final Pendings pendings = new Pendings();

    @Test
    void givesAWholeBatchWithoutWaiting() throws InterruptedException {
        EventBuffer buffer = buffer(10, 1_000, 3, 1_000, LONG);

        pendings.several(5).forEach(pending -> buffer.offer(pending, 0));

        assertThat(Pendings.ids(buffer.take())).containsExactly("e0", "e1", "e2");
        assertThat(buffer.size()).isEqualTo(2);
    }

    @Test
    void givesAPartOfABatchAfterTheLinger() throws InterruptedException {
        EventBuffer buffer = buffer(10, 1_000, 3, 1_000, Duration.ofMillis(1));

        buffer.offer(pendings.of("alone"), 0);

        assertThat(Pendings.ids(buffer.take())).containsExactly("alone");
    }

    @Test
    void doesNotMakeOneWaitForWhomSomebodyWaits() throws InterruptedException {
        EventBuffer buffer = buffer(10, 1_000, 3, 1_000, LONG);
        buffer.offer(pendings.of("patient"), 0);

        buffer.offer(pendings.urgent("urgent"), 0);

        assertThat(Pendings.ids(buffer.take())).containsExactly("patient", "urgent");
    }

    @Test
    void boundsABatchInBytesButLetsALargeEventThrough() throws InterruptedException {
        EventBuffer buffer = buffer(10, 1_000, 100, 6, LONG);
        List.of("aaa", "bbb", "c", "muchlarger").forEach(id -> buffer.offer(pendings.of(id), 0));

        List<List<String>> batches = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            batches.add(Pendings.ids(buffer.take()));
            buffer.close();
        }

        assertThat(batches).containsExactly(List.of("aaa", "bbb"), List.of("c"), List.of("muchlarger"));
    }

    @Test
    void takesNoMoreThanItHasRoomFor() {
        EventBuffer byCount = buffer(2, 1_000, 100, 1_000, LONG);
        EventBuffer byBytes = buffer(100, 5, 100, 1_000, LONG);

        assertThat(offerAll(byCount, "a", "b", "c")).containsExactly(TAKEN, TAKEN, FULL);
        assertThat(offerAll(byBytes, "larger than all", "a")).containsExactly(TAKEN, FULL);
        assertThat(offerAll(byBytes, "b")).containsExactly(FULL);
    }

    @Test
    void letsAProducerWaitForRoom() throws InterruptedException {
        EventBuffer buffer = buffer(1, 1_000, 1, 1_000, LONG);
        buffer.offer(pendings.of("first"), 0);
        CompletableFuture<Offered> second = new CompletableFuture<>();
        Thread producer = Thread.ofPlatform()
                .daemon()
                .start(() -> second.complete(buffer.offer(pendings.of("second"), LONG.toNanos())));
        await().until(() -> producer.getState() == Thread.State.TIMED_WAITING);

        assertThat(Pendings.ids(buffer.take())).containsExactly("first");

        assertThat(second.join()).isEqualTo(TAKEN);
    }

    @Test
    void endsTheWaitOfAProducerThatIsInterrupted() {
        EventBuffer buffer = buffer(1, 1_000, 1, 1_000, LONG);
        buffer.offer(pendings.of("first"), 0);

        Thread.currentThread().interrupt();
        Offered second = buffer.offer(pendings.of("second"), LONG.toNanos());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(second).isEqualTo(FULL);
    }

    @Test
    void givesWhatIsLeftAndThenNothingOnceClosed() throws InterruptedException {
        EventBuffer buffer = buffer(10, 1_000, 3, 1_000, LONG);
        buffer.offer(pendings.of("left"), 0);

        buffer.close();

        assertThat(buffer.offer(pendings.of("late"), 0)).isEqualTo(CLOSED);
        assertThat(Pendings.ids(buffer.take())).containsExactly("left");
        assertThat(buffer.take()).isEmpty();
    }

    private List<Offered> offerAll(EventBuffer buffer, String... ids) {
        return List.of(ids).stream().map(id -> buffer.offer(pendings.of(id), 0)).toList();
    }

    private static EventBuffer buffer(int capacity, long bytes, int batch, long batchBytes, Duration linger) {
        return new EventBuffer(capacity, bytes, new BatchLimits(batch, batchBytes, linger));
    }
}
