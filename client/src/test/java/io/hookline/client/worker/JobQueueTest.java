package io.hookline.client.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.client.worker.Callback.Kind;
import io.hookline.client.worker.CallbackResult.Delivered;
import io.hookline.client.worker.CallbackResult.NotDelivered;
import io.hookline.client.worker.Transport.Answer;
import io.hookline.client.worker.Transport.Answer.NotNow;
import io.hookline.client.worker.Transport.Answer.Refused;
import io.hookline.client.worker.Transport.Answer.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a virtual clock, with a receiver that answers when the test says so. */
final class JobQueueTest {
    private static final NotNow NOT_NOW = new NotNow("503", null);

    private final VirtualTimer timer = new VirtualTimer();
    private final List<Post> posts = new ArrayList<>();
    private final JobQueue queue = new JobQueue(this::post, timer, Duration.ofSeconds(2));

    /** One try, and when it was made. */
    private record Post(String id, Duration at, CompletableFuture<Answer> answer) {}

    @Test
    void sendsOneAtATimeAndInOrder() {
        queue.offer(callback(Kind.STARTED, "started"));
        queue.offer(callback(Kind.PROGRESS, "10"));
        queue.offer(callback(Kind.TERMINAL, "completed"));

        assertThat(sent()).containsExactly("started");
        answer(new Taken(200));

        assertThat(sent()).containsExactly("started", "completed");
    }

    @Test
    void holdsProgressBackAndKeepsTheLatest() {
        queue.offer(callback(Kind.PROGRESS, "10"));
        answer(new Taken(200));
        queue.offer(callback(Kind.PROGRESS, "20"));
        queue.offer(callback(Kind.PROGRESS, "30"));

        timer.pass(Duration.ofMillis(1_999));
        assertThat(sent()).containsExactly("10");
        timer.pass(Duration.ofMillis(1));

        assertThat(sent()).containsExactly("10", "30");
    }

    @Test
    void sendsTheEndAtOnceAndNothingAfterIt() {
        queue.offer(callback(Kind.PROGRESS, "10"));
        answer(new Taken(200));
        queue.offer(callback(Kind.PROGRESS, "20"));

        queue.offer(callback(Kind.TERMINAL, "completed"));

        assertThat(sent()).containsExactly("10", "completed");
        answer(new Taken(200));
        assertThat(queue.offer(callback(Kind.PROGRESS, "99"))).isFalse();
        assertThat(queue.offer(callback(Kind.TERMINAL, "failed"))).isFalse();
        timer.pass(Duration.ofMinutes(1));
        assertThat(sent()).containsExactly("10", "completed");
    }

    @Test
    void waitsForTheAnswerToWhatIsOnItsWayBeforeItSendsTheEnd() {
        queue.offer(callback(Kind.PROGRESS, "90"));

        queue.offer(callback(Kind.TERMINAL, "completed"));

        assertThat(sent()).containsExactly("90");
        answer(NOT_NOW);
        assertThat(sent()).containsExactly("90", "completed");
    }

    @Test
    void triesThreeTimesMoreWithDoublingDelays() {
        Callback end = callback(Kind.TERMINAL, "completed");
        queue.offer(end);

        for (int i = 0; i < 4; i++) {
            answer(NOT_NOW);
            timer.pass(Duration.ofSeconds(10));
        }

        assertThat(posts)
                .extracting(Post::at)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(12), Duration.ofSeconds(24));
        assertThat(end.result().join()).isEqualTo(new NotDelivered("503"));
    }

    @Test
    void waitsAsLongAsTheReceiverAsksForWithinReason() {
        queue.offer(callback(Kind.TERMINAL, "completed"));

        answer(new NotNow("429", Duration.ofSeconds(7)));
        timer.pass(Duration.ofSeconds(7));
        answer(new NotNow("429", Duration.ofHours(7)));
        timer.pass(Duration.ofMinutes(1));

        assertThat(posts)
                .extracting(Post::at)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(7), Duration.ofSeconds(67));
    }

    @Test
    void doesNotTryAgainWhatIsRefused() {
        Callback end = callback(Kind.TERMINAL, "completed");
        queue.offer(end);

        answer(new Refused("404"));
        timer.pass(Duration.ofMinutes(1));

        assertThat(sent()).containsExactly("completed");
        assertThat(end.result().join()).isEqualTo(new NotDelivered("404"));
    }

    @Test
    void forgetsProgressThatFailedOnceThereIsNewer() {
        queue.offer(callback(Kind.PROGRESS, "10"));
        answer(NOT_NOW);
        queue.offer(callback(Kind.PROGRESS, "20"));

        timer.pass(Duration.ofSeconds(2));

        assertThat(sent()).containsExactly("10", "20");
    }

    @Test
    void sendsTheEndRatherThanTryingProgressAgain() {
        queue.offer(callback(Kind.PROGRESS, "10"));
        answer(NOT_NOW);

        queue.offer(callback(Kind.TERMINAL, "completed"));

        assertThat(sent()).containsExactly("10", "completed");
    }

    @Test
    void startsOnce() {
        queue.offer(callback(Kind.STARTED, "started"));

        assertThat(queue.offer(callback(Kind.STARTED, "again"))).isFalse();
    }

    @Test
    void givesUpWhatWaitsWhenItIsStopped() {
        Callback end = callback(Kind.TERMINAL, "completed");
        queue.offer(end);
        answer(NOT_NOW);

        queue.stop("closed");
        timer.pass(Duration.ofMinutes(1));

        assertThat(end.result().join()).isEqualTo(new NotDelivered("closed"));
        assertThat(sent()).containsExactly("completed");
    }

    @Test
    void doesNotWaitForATimerThatIsStopped() {
        Callback end = callback(Kind.TERMINAL, "completed");
        queue.offer(end);
        timer.stop();

        answer(NOT_NOW);

        assertThat(end.result().join()).isInstanceOf(NotDelivered.class);
    }

    @Test
    void asksToBeWokenOnceHoweverMuchProgressThereIs() {
        queue.offer(callback(Kind.PROGRESS, "0"));
        answer(new Taken(200));

        for (int i = 1; i < 1_000; i++) {
            queue.offer(callback(Kind.PROGRESS, String.valueOf(i)));
        }

        assertThat(timer.waiting()).isEqualTo(1);
    }

    /**
     * Whatever the worker and the receiver do: in order, progress not too often, and the end is the last that is sent.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void keepsTheOrderWhateverHappens(long seed) {
        Random random = new Random(seed);
        Map<String, Integer> numbers = new HashMap<>();
        queue.offer(numbered(Kind.STARTED, 0, numbers));
        Callback end = numbered(Kind.TERMINAL, 1_000, numbers);

        for (int i = 1; i < 200; i++) {
            timer.pass(Duration.ofMillis(random.nextInt(700)));
            if (random.nextInt(3) == 0) {
                answer(random.nextBoolean() ? new Taken(200) : NOT_NOW);
            }
            queue.offer(numbered(Kind.PROGRESS, i, numbers));
        }
        queue.offer(end);
        while (!isSettled(end)) {
            answer(random.nextInt(3) == 0 ? new Taken(200) : NOT_NOW);
            timer.pass(Duration.ofSeconds(10));
        }

        List<Integer> order =
                posts.stream().map(post -> numbers.getOrDefault(post.id(), -1)).toList();
        assertThat(order).isSorted().startsWith(0).endsWith(1_000);
        List<Duration> progress = posts.stream()
                .filter(post -> post.id().startsWith("PROGRESS"))
                .map(Post::at)
                .toList();
        assertThat(progress).hasSizeGreaterThan(5);
        for (int i = 1; i < progress.size(); i++) {
            assertThat(progress.get(i).minus(progress.get(i - 1))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
        assertThat(end.result().join()).isInstanceOfAny(Delivered.class, NotDelivered.class);
    }

    private boolean isSettled(Callback end) {
        long tries = posts.stream().filter(post -> post.id().equals(end.id())).count();
        boolean answered = posts.isEmpty() || posts.getLast().answer().isDone();
        return answered && tries > 0 && timer.waiting() == 0;
    }

    private CompletableFuture<Answer> post(Callback callback) {
        Post post = new Post(callback.id(), Duration.ofNanos(timer.nanoTime()), new CompletableFuture<>());
        posts.add(post);
        return post.answer();
    }

    /** Answers what is on its way, if anything is. */
    private void answer(Answer answer) {
        if (!posts.isEmpty()) {
            posts.getLast().answer().complete(answer);
        }
    }

    private List<String> sent() {
        return posts.stream().map(Post::id).toList();
    }

    private static Callback callback(Kind kind, String id) {
        return new Callback(kind, id, new byte[0]);
    }

    private static Callback numbered(Kind kind, int number, Map<String, Integer> numbers) {
        Callback callback = callback(kind, kind + "_" + number);
        numbers.put(callback.id(), number);
        return callback;
    }
}
