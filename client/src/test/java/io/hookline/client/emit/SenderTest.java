package io.hookline.client.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.client.emit.Emitted.Accepted;
import io.hookline.client.emit.Emitted.Failed;
import io.hookline.client.emit.Emitted.Reason;
import io.hookline.client.emit.Emitted.Rejected;
import io.hookline.client.emit.IngestAnswer.NotNow;
import io.hookline.client.emit.IngestAnswer.PerEvent;
import io.hookline.client.emit.IngestAnswer.Refused;
import io.hookline.client.emit.IngestAnswer.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a clock that goes on only while the sender pauses. */
final class SenderTest {
    private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(5);
    private static final NotNow NOT_NOW = new NotNow("Kafka does not answer", null);

    private final Pendings pendings = new Pendings();
    private final List<List<String>> posts = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private long now;

    @Test
    void repeatsWhatWasNotTakenUnderTheSameIds() throws InterruptedException {
        sender((workspace, events) -> posts.size() < 3 ? NOT_NOW : takeAll(events))
                .send(pendings.several(2));

        assertThat(posts).containsExactly(List.of("e0", "e1"), List.of("e0", "e1"), List.of("e0", "e1"));
        assertThat(pendings.settled()).containsExactly(new Accepted("e0"), new Accepted("e1"));
    }

    @Test
    void repeatsOnlyThoseOfABatchThatWereNotTaken() throws InterruptedException {
        Refused refused = new Refused(400, "no", List.of(), false);

        sender((workspace, events) ->
                        posts.size() == 1 ? new PerEvent(List.of(new Taken(), NOT_NOW, refused)) : takeAll(events))
                .send(pendings.several(3));

        assertThat(posts).containsExactly(List.of("e0", "e1", "e2"), List.of("e1"));
        assertThat(pendings.settled())
                .containsExactly(new Accepted("e0"), new Rejected("e2", 400, "no", List.of()), new Accepted("e1"));
    }

    @Test
    void findsTheOneForWhichAWholeRequestIsRefused() throws InterruptedException {
        sender((workspace, events) ->
                        Pendings.ids(events).contains("e5") ? new Refused(400, "no", List.of(), true) : takeAll(events))
                .send(pendings.several(8));

        assertThat(pendings.settled())
                .filteredOn(result -> result instanceof Rejected)
                .extracting(Emitted::id)
                .containsExactly("e5");
        assertThat(pendings.settled())
                .filteredOn(result -> result instanceof Accepted)
                .extracting(Emitted::id)
                .containsExactly("e0", "e1", "e2", "e3", "e4", "e6", "e7");
        assertThat(posts).hasSizeLessThanOrEqualTo(7);
    }

    @Test
    void rejectsAllWhenNoneOfThemIsToBlame() throws InterruptedException {
        sender((workspace, events) -> new Refused(404, "no such path", List.of(), false))
                .send(pendings.several(3));

        assertThat(posts).hasSize(1);
        assertThat(pendings.settled()).hasSize(3).allMatch(result -> result instanceof Rejected);
    }

    @Test
    void givesUpWhatIsOldAndGoesOnWithWhatIsYoung() throws InterruptedException {
        Pending old = pendings.of("old", null, 0);
        Pending young = pendings.of("young", null, GIVE_UP_AFTER.toNanos());
        now = GIVE_UP_AFTER.toNanos();

        sender((workspace, events) -> posts.size() < 2 ? NOT_NOW : takeAll(events))
                .send(List.of(old, young));

        assertThat(pendings.settled())
                .containsExactly(new Failed("old", Reason.GAVE_UP, "Kafka does not answer"), new Accepted("young"));
    }

    @Test
    void triesForAsLongAsItIsTold() throws InterruptedException {
        sender((workspace, events) -> NOT_NOW).send(pendings.several(1));

        assertThat(pendings.settled()).containsExactly(new Failed("e0", Reason.GAVE_UP, "Kafka does not answer"));
        assertThat(Duration.ofNanos(now)).isBetween(GIVE_UP_AFTER, GIVE_UP_AFTER.plusSeconds(30));
        assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofSeconds(30)) <= 0);
    }

    @Test
    void waitsAsLongAsTheServerAsksFor() throws InterruptedException {
        NotNow busy = new NotNow("busy", Duration.ofSeconds(20));

        sender((workspace, events) -> posts.size() == 1 ? busy : takeAll(events))
                .send(pendings.several(1));

        assertThat(pauses).hasSize(1).allMatch(pause -> pause.compareTo(Duration.ofSeconds(20)) >= 0);
    }

    @Test
    void postsEachWorkspaceByItself() throws InterruptedException {
        List<String> workspaces = new ArrayList<>();

        sender((workspace, events) -> {
                    workspaces.add(String.valueOf(workspace));
                    return takeAll(events);
                })
                .send(List.of(pendings.of("a", "ws_1", 0), pendings.of("b", null, 0), pendings.of("c", "ws_1", 0)));

        assertThat(workspaces).containsExactly("ws_1", "null");
        assertThat(posts).containsExactly(List.of("a", "c"), List.of("b"));
    }

    @Test
    void settlesWhatIsLeftWhenItIsInterrupted() {
        Sender sender = sender((workspace, events) -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> sender.send(pendings.several(2))).isInstanceOf(InterruptedException.class);

        assertThat(pendings.settled())
                .hasSize(2)
                .allMatch(result -> result instanceof Failed failed && failed.reason() == Reason.CLOSED);
    }

    /** Whatever the server does, each event ends once, and is accepted only if it was taken. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void settlesEachEventOnceWhateverTheServerDoes(long seed) throws InterruptedException {
        Random random = new Random(seed);
        Set<String> taken = new HashSet<>();
        List<Pending> batch = pendings.several(50);

        sender((workspace, events) -> moody(random, events, taken)).send(batch);

        assertThat(pendings.settled()).hasSize(50);
        assertThat(pendings.settled()).extracting(Emitted::id).doesNotHaveDuplicates();
        assertThat(pendings.settled())
                .filteredOn(result -> result instanceof Accepted)
                .extracting(Emitted::id)
                .containsExactlyInAnyOrderElementsOf(taken);
    }

    private static IngestAnswer moody(Random random, List<Pending> events, Set<String> taken) {
        return switch (random.nextInt(4)) {
            case 0 -> NOT_NOW;
            case 1 -> new Refused(400, "one of them", List.of(), true);
            default ->
                new PerEvent(events.stream()
                        .map(event -> moody(random, event, taken))
                        .toList());
        };
    }

    private static IngestAnswer moody(Random random, Pending event, Set<String> taken) {
        return switch (random.nextInt(3)) {
            case 0 -> NOT_NOW;
            case 1 -> new Refused(400, "this one", List.of(), false);
            default -> {
                taken.add(event.id());
                yield new Taken();
            }
        };
    }

    private static IngestAnswer takeAll(List<Pending> events) {
        return new PerEvent(
                events.stream().map(event -> (IngestAnswer) new Taken()).toList());
    }

    private Sender sender(Ingest ingest) {
        Ingest recording = (workspace, events) -> {
            posts.add(Pendings.ids(events));
            return ingest.post(workspace, events);
        };
        Pause pause = nanos -> {
            pauses.add(Duration.ofNanos(nanos));
            now += nanos;
        };
        RetryDelays delays = new RetryDelays(Duration.ofMillis(500), Duration.ofSeconds(30), new Random(3));
        Results results = new Results((event, reason) -> {}, () -> now);
        return new Sender(recording, delays, pause, () -> now, GIVE_UP_AFTER, results);
    }
}
