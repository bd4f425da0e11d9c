package io.hookline.client.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.client.ScriptedServer;
import io.hookline.client.ScriptedServer.Reply;
import io.hookline.client.ScriptedServer.Request;
import io.hookline.client.emit.Emitted.Accepted;
import io.hookline.client.emit.Emitted.Failed;
import io.hookline.client.emit.Emitted.NotAccepted;
import io.hookline.client.emit.Emitted.Reason;
import io.hookline.client.emit.Emitted.Rejected;
import io.hookline.client.event.EventData;
import io.hookline.client.event.PostFailed;
import io.hookline.client.event.PostPublished;
import io.hookline.client.event.UserCreated;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against a server on loopback that answers, refuses, hangs and breaks off. */
final class EventEmitterTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final PostPublished PUBLISHED =
            new PostPublished("post_123", "instagram", "ig_456", "2024-01-15T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<NotAccepted> failures = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void postsATypedEventAsIngestTakesIt() {
        ScriptedServer server = server(EventEmitterTest::take);
        EventEmitter emitter = start(to(server));

        emitter.emitPostPublished(PUBLISHED);

        await().until(() -> emitter.counts().accepted() == 1);
        Request request = server.requests().getFirst();
        assertThat(request.path()).isEqualTo("/api/v1/events");
        assertThat(request.headers())
                .containsEntry("authorization", "Bearer token_1")
                .containsEntry("content-type", "application/json");
        JsonNode body = JSON.readTree(request.body());
        assertThat(body.get("event").asString()).isEqualTo("post.published");
        assertThat(body.get("id").asString()).matches("evt_[0-9a-f]{32}");
        assertThat(Instant.parse(body.get("timestamp").asString())).isBeforeOrEqualTo(Instant.now());
        assertThat(body.get("data").get("platformPostId").asString()).isEqualTo("ig_456");
        assertThat(body.get("data").has("url")).isFalse();
        assertThat(body.has("workspaceId")).isFalse();
    }

    @Test
    void postsSeveralEventsInOneRequestInTheirOrder() {
        ScriptedServer server = server(EventEmitterTest::take);
        EventEmitter emitter = start(to(server).batch(3, Duration.ofHours(1)));

        for (int i = 0; i < 3; i++) {
            emitter.emit(Event.of("order.shipped", Map.of("orderId", i)));
        }

        await().until(() -> emitter.counts().accepted() == 3);
        assertThat(server.requests()).hasSize(1);
        assertThat(JSON.readTree(server.requests().getFirst().body())
                        .valueStream()
                        .map(event -> event.get("data").get("orderId").asInt()))
                .containsExactly(0, 1, 2);
    }

    @Test
    void repeatsAnEventUnderItsIdUntilItIsTaken() {
        AtomicInteger calls = new AtomicInteger();
        ScriptedServer server = server(request -> switch (calls.incrementAndGet()) {
            case 1 -> new Reply.Answer(503, Map.of("Retry-After", "0"), "{\"detail\":\"Kafka is away\"}");
            case 2 -> new Reply.Close();
            case 3 -> ScriptedServer.answer(429, "");
            case 4 -> new Reply.Hang();
            default -> take(request);
        });
        EventEmitter emitter = start(to(server).requestTimeout(Duration.ofSeconds(1)));

        Emitted emitted = emitter.emitAndWait(PUBLISHED, PATIENCE);

        assertThat(emitted).isInstanceOf(Accepted.class);
        assertThat(server.requests())
                .hasSize(5)
                .extracting(Request::body)
                .containsOnly(server.requests().getFirst().body());
        assertThat(failures).isEmpty();
    }

    @Test
    void saysForEachEventOfABatchWhatBecameOfIt() {
        ScriptedServer server = server(request -> ScriptedServer.answer(207, """
                {"accepted": 1, "rejected": 1, "items": [
                 {"index": 0, "status": 202},
                 {"index": 1, "status": 400, "detail": "One field is wrong; see errors.",
                  "errors": [{"field": "data.email", "message": "must be a string or null"}]}]}"""));
        EventEmitter emitter = start(to(server).batch(2, Duration.ofHours(1)));

        CompletableFuture<Emitted> good = emitter.emitAsync(PUBLISHED);
        CompletableFuture<Emitted> bad =
                emitter.emitAsync(Event.of("user.created", Map.of("email", 1)).withId("bad"));

        assertThat(good.join()).isInstanceOf(Accepted.class);
        assertThat(bad.join()).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.id()).isEqualTo("bad");
            assertThat(rejected.errors()).extracting(Emitted.FieldError::field).containsExactly("data.email");
        });
        assertThat(failures).containsExactly((NotAccepted) bad.join());
    }

    @Test
    void givesUpInTheEndAndSaysSo() {
        ScriptedServer server = server(request -> ScriptedServer.answer(503, "{\"detail\":\"Kafka is away\"}"));
        EventEmitter emitter = start(to(server).giveUpAfter(Duration.ofMillis(200)));

        Emitted emitted = emitter.emitAsync(PUBLISHED).join();

        assertThat(emitted).isEqualTo(new Failed(emitted.id(), Reason.GAVE_UP, "Kafka is away"));
        assertThat(server.requests()).hasSizeGreaterThan(1);
        assertThat(emitter.counts().failed()).isEqualTo(1);
    }

    @Test
    void neverThrowsWhateverItIsGiven() {
        ScriptedServer server = server(EventEmitterTest::take);
        EventEmitter emitter = start(to(server));
        Map<String, Object> cyclic = new HashMap<>();
        cyclic.put("self", cyclic);
        EventData broken = () -> {
            throw new IllegalStateException("not today");
        };

        emitter.emit(Event.of("order.shipped", cyclic));
        emitter.emit(broken);
        emitter.emit((Event) unsafeNull());
        emitter.emitUserCreated((UserCreated) unsafeNull());
        Emitted emitted = emitter.emitAndWait(broken, PATIENCE);

        assertThat(emitted).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason())
                .isEqualTo(Reason.UNSENDABLE));
        assertThat(failures).hasSize(5);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void dropsAndCountsWhatTheBufferHasNoRoomFor() {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        ScriptedServer server = server(request -> takeAfter(mayAnswer, request));
        EventEmitter emitter = start(to(server).buffer(2, 1_000_000).batch(1, Duration.ZERO));
        emitter.emit(PUBLISHED);
        await().until(() -> !server.requests().isEmpty());

        for (int i = 0; i < 5; i++) {
            emitter.emit(new PostFailed("post_" + i, "instagram", "no"));
        }

        assertThat(emitter.counts().dropped()).isEqualTo(3);
        assertThat(failures)
                .hasSize(3)
                .allMatch(failure -> failure instanceof Failed failed && failed.reason() == Reason.BUFFER_FULL);
        mayAnswer.countDown();
        await().until(() -> emitter.counts().accepted() == 3);
    }

    @Test
    void letsACallerWaitForRoomIfItIsToldSo() {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        ScriptedServer server = server(request -> takeAfter(mayAnswer, request));
        EventEmitter emitter =
                start(to(server).buffer(1, 1_000_000).batch(1, Duration.ZERO).waitWhenFull(PATIENCE));
        emitter.emit(PUBLISHED);
        await().until(() -> !server.requests().isEmpty());
        emitter.emit(PUBLISHED);

        Thread caller = Thread.ofPlatform().daemon().start(() -> emitter.emit(PUBLISHED));
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        mayAnswer.countDown();

        await().until(() -> emitter.counts().accepted() == 3);
        assertThat(failures).isEmpty();
    }

    @Test
    void letsACallerGoWhoDoesNotWantToWaitAnyLonger() {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        ScriptedServer server = server(request -> takeAfter(mayAnswer, request));
        EventEmitter emitter = start(to(server));

        Emitted emitted = emitter.emitAndWait(PUBLISHED, Duration.ofMillis(50));

        assertThat(emitted).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason())
                .isEqualTo(Reason.STILL_SENDING));
        mayAnswer.countDown();
        await().until(() -> emitter.counts().accepted() == 1);
        assertThat(failures).isEmpty();
    }

    @Test
    void sendsWhatItHasWhenItIsClosed() {
        ScriptedServer server = server(EventEmitterTest::take);
        EventEmitter emitter = start(to(server).batch(1_000, Duration.ofHours(1)));
        for (int i = 0; i < 250; i++) {
            emitter.emit(PUBLISHED);
        }

        long left = emitter.close(PATIENCE);

        assertThat(left).isZero();
        assertThat(emitter.counts().accepted()).isEqualTo(250);
    }

    @Test
    void saysWhatItCouldNotSendWhenItIsClosed() {
        ScriptedServer server = server(request -> new Reply.Hang());
        EventEmitter emitter = start(to(server).batch(1, Duration.ZERO));
        emitter.emit(PUBLISHED);
        emitter.emit(PUBLISHED);
        await().until(() -> !server.requests().isEmpty());

        long left = emitter.close(Duration.ofMillis(50));
        Emitted late = emitter.emitAndWait(PUBLISHED, PATIENCE);

        assertThat(left).isZero();
        assertThat(failures)
                .hasSize(3)
                .contains((NotAccepted) late)
                .allMatch(failure -> failure instanceof Failed failed && failed.reason() == Reason.CLOSED);
    }

    @Test
    void goesOnThoughItsListenerThrowsAndItsTokenIsNotThereYet() {
        ScriptedServer server =
                server(request -> request.body().contains("bad") ? ScriptedServer.answer(400, "{}") : take(request));
        AtomicInteger asked = new AtomicInteger();
        EventEmitter emitter = start(to(server)
                .token(() -> {
                    if (asked.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                    return "late_token";
                })
                .listener((event, reason) -> {
                    throw new IllegalStateException("no");
                })
                .batch(1, Duration.ZERO));

        emitter.emit(Event.of(PUBLISHED).withId("bad"));

        assertThat(emitter.emitAndWait(PUBLISHED, PATIENCE)).isInstanceOf(Accepted.class);
        assertThat(server.requests())
                .extracting(request -> request.headers().get("authorization"))
                .containsOnly("Bearer late_token");
        assertThat(emitter.counts().rejected()).isEqualTo(1);
    }

    @Test
    void usesTheTokenOfEachTenant() {
        ScriptedServer server = server(EventEmitterTest::take);
        EventEmitter emitter = start(to(server).tokens(workspace -> "token_of_" + workspace));

        emitter.inWorkspace("ws_1").emitPostPublished(PUBLISHED);
        emitter.inWorkspace("ws_2").emitPostPublished(PUBLISHED);

        await().until(() -> emitter.counts().accepted() == 2);
        assertThat(server.requests())
                .extracting(request -> request.headers().get("authorization"))
                .containsExactly("Bearer token_of_ws_1", "Bearer token_of_ws_2");
        assertThat(server.requests())
                .extracting(request ->
                        JSON.readTree(request.body()).get("workspaceId").asString())
                .containsExactly("ws_1", "ws_2");
    }

    /**
     * Many callers, a server of many moods: all that was emitted arrives, under ids of its own, and nothing is lost or
     * made up.
     */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void losesNothingWhateverTheServerDoes(long seed) throws InterruptedException {
        Random random = new Random(seed);
        Set<String> taken = ConcurrentHashMap.newKeySet();
        ScriptedServer server = server(request -> moody(random, request, taken));
        EventEmitter emitter = start(to(server).batch(20, Duration.ofMillis(1)));

        List<CompletableFuture<Emitted>> results = Collections.synchronizedList(new ArrayList<>());
        List<Thread> callers = IntStream.range(0, 8)
                .mapToObj(caller -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 100; i++) {
                        results.add(emitter.emitAsync(PUBLISHED));
                    }
                }))
                .toList();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(results).hasSize(800).allMatch(result -> result.join() instanceof Accepted);
        assertThat(results)
                .extracting(result -> result.join().id())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(taken);
        assertThat(failures).isEmpty();
    }

    @Test
    void wantsToKnowWhereTheTokenComesFromAndWhereToPost() {
        assertThatThrownBy(() ->
                        EventEmitter.to(URI.create("http://localhost:8081")).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("token");
        assertThatThrownBy(() -> EventEmitter.to(URI.create("localhost:8081")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://");
    }

    @Test
    void doesNotShowDataInItsTexts() {
        assertThat(Event.of(PUBLISHED).withId("evt_1").toString())
                .contains("evt_1")
                .doesNotContain("ig_456");
    }

    /**
     * Takes a whole batch, a part of it, or nothing; a batch that it answers nothing to may have been taken all the
     * same.
     */
    private static synchronized Reply moody(Random random, Request request, Set<String> taken) {
        List<String> ids = ids(request);
        return switch (random.nextInt(6)) {
            case 0 -> ScriptedServer.answer(503, "");
            case 1 -> new Reply.Close();
            case 2 -> {
                taken.addAll(ids);
                yield new Reply.Close();
            }
            case 3 -> {
                List<String> items = new ArrayList<>();
                for (int i = 0; i < ids.size(); i++) {
                    boolean takes = random.nextBoolean();
                    if (takes) {
                        taken.add(ids.get(i));
                    }
                    items.add("{\"index\":" + i + ",\"status\":" + (takes ? 202 : 503) + "}");
                }
                yield ScriptedServer.answer(207, "{\"items\":[" + String.join(",", items) + "]}");
            }
            default -> {
                taken.addAll(ids);
                yield take(request);
            }
        };
    }

    private static Reply take(Request request) {
        return ScriptedServer.answer(202, "{\"accepted\":" + ids(request).size() + ",\"rejected\":0,\"items\":[]}");
    }

    private static Reply takeAfter(CountDownLatch latch, Request request) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return take(request);
    }

    private static List<String> ids(Request request) {
        JsonNode body = JSON.readTree(request.body());
        return body.isArray()
                ? body.valueStream().map(event -> event.get("id").asString()).toList()
                : List.of(body.get("id").asString());
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static Object unsafeNull() {
        return null;
    }

    private ScriptedServer server(Function<Request, Reply> script) {
        ScriptedServer server = ScriptedServer.start(script);
        opened.add(server);
        return server;
    }

    private EventEmitter.Builder to(ScriptedServer server) {
        return EventEmitter.to(server.address())
                .token(() -> "token_1")
                .backoff(Duration.ofMillis(1), Duration.ofMillis(5))
                .drainWithin(Duration.ofMillis(1))
                .listener((event, reason) -> failures.add(reason));
    }

    private EventEmitter start(EventEmitter.Builder builder) {
        EventEmitter emitter = builder.build();
        opened.add(emitter);
        return emitter;
    }
}
