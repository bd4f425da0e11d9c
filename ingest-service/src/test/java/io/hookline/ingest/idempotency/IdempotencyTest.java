package io.hookline.ingest.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.ingest.http.Answer;
import io.hookline.ingest.http.Problem;
import io.hookline.ingest.http.Rejected;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

final class IdempotencyTest {
    private static final Answer ACCEPTED = Answer.of(HttpStatus.ACCEPTED, Map.of("id", "evt_1"));
    private static final KeyedRequest REQUEST = request("ws_1", "key", "body");

    private final InMemory claims = new InMemory();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Idempotency idempotency = new Idempotency(claims, Duration.ofMinutes(1), meters);
    private final AtomicInteger done = new AtomicInteger();

    /** Claims that are never over. */
    private static final class InMemory implements Claims {
        private final Map<String, KeyedRequest> leased = new HashMap<>();
        private final Map<String, Answer> answers = new HashMap<>();
        private boolean away;

        @Override
        public Mono<Claim> claim(KeyedRequest request) {
            return Mono.fromCallable(() -> {
                requireThere();
                KeyedRequest other = leased.putIfAbsent(name(request), request);
                if (other == null) {
                    return new Claim.Granted(UUID.randomUUID());
                }
                Answer answer = answers.get(name(request));
                return !other.equals(request)
                        ? new Claim.Taken()
                        : answer == null ? new Claim.InProgress() : new Claim.Answered(answer);
            });
        }

        @Override
        public Mono<Void> keep(KeyedRequest request, UUID lease, Answer answer) {
            return Mono.fromRunnable(() -> {
                requireThere();
                answers.put(name(request), answer);
            });
        }

        @Override
        public Mono<Void> release(KeyedRequest request, UUID lease) {
            return Mono.fromRunnable(() -> {
                requireThere();
                leased.remove(name(request));
            });
        }

        private void requireThere() {
            if (away) {
                throw new IllegalStateException("Connection refused");
            }
        }

        private static String name(KeyedRequest request) {
            return request.workspaceId() + " " + request.key().value();
        }
    }

    @Test
    void answersARepeatFromWhatIsKept() {
        Answer first = once(REQUEST, Mono.just(ACCEPTED));
        Answer second = once(REQUEST, Mono.just(ACCEPTED));

        assertThat(done).hasValue(1);
        assertThat(first.headers()).isEmpty();
        assertThat(second.status()).isEqualTo(HttpStatus.ACCEPTED);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.headers()).isEqualTo(Map.of("Idempotency-Replayed", "true"));
    }

    @Test
    void refusesAnotherRequestUnderTheSameKey() {
        once(REQUEST, Mono.just(ACCEPTED));

        Problem problem = refused(request("ws_1", "key", "other body"));

        assertThat(problem.status()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @Test
    void keepsWorkspacesApart() {
        once(REQUEST, Mono.just(ACCEPTED));
        once(request("ws_2", "key", "other body"), Mono.just(ACCEPTED));

        assertThat(done).hasValue(2);
    }

    @Test
    void asksToComeBackWhileARequestIsUnderWay() {
        var running = idempotency.once(REQUEST, Mono::never).subscribe();

        Problem problem = refused(REQUEST);

        assertThat(problem.status()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(problem.headers()).containsEntry("Retry-After", "1");
        running.dispose();
    }

    @Test
    void carriesOnWhenTheClientHangsUp() {
        Sinks.One<Answer> answer = Sinks.one();
        idempotency.once(REQUEST, answer::asMono).subscribe().dispose();

        answer.tryEmitValue(ACCEPTED).orThrow();

        assertThat(once(REQUEST, Mono.just(ACCEPTED)).headers()).containsKey("Idempotency-Replayed");
        assertThat(done).hasValue(0);
    }

    @Test
    void forgetsErrors() {
        Rejected rejected = Rejected.field("data", "is required");
        assertThatThrownBy(() -> once(REQUEST, Mono.error(rejected))).isSameAs(rejected);

        once(request("ws_1", "key", "the right body"), Mono.just(ACCEPTED));

        assertThat(done).hasValue(2);
    }

    @Test
    void forgetsAnswersThatAskToSendSomethingAgain() {
        Answer partial = Answer.of(HttpStatus.MULTI_STATUS, "[]", Map.of("Retry-After", "5"));
        once(REQUEST, Mono.just(partial));

        Answer second = once(REQUEST, Mono.just(ACCEPTED));

        assertThat(second).isEqualTo(ACCEPTED);
    }

    @Test
    void carriesNothingOutWhileTheDatabaseIsAway() {
        claims.away = true;

        Problem problem = refused(REQUEST);

        assertThat(problem.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(problem.headers()).containsKey("Retry-After");
        assertThat(done).hasValue(0);
        assertThat(meters.counter("hookline.ingest.idempotency", "result", "unavailable")
                        .count())
                .isOne();
    }

    @Test
    void answersEvenIfTheAnswerCannotBeKept() {
        Answer answer = once(REQUEST, Mono.fromCallable(() -> {
            claims.away = true;
            return ACCEPTED;
        }));

        assertThat(answer).isEqualTo(ACCEPTED);
    }

    @Test
    void derivesIdsFromTheRequestAlone() {
        assertThat(REQUEST.id("evt_", 3))
                .matches("evt_[0-9a-f]{32}")
                .isEqualTo(request("ws_1", "key", "body").id("evt_", 3))
                .isNotEqualTo(REQUEST.id("evt_", 4))
                .isNotEqualTo(request("ws_2", "key", "body").id("evt_", 3))
                .isNotEqualTo(request("ws_1", "key2", "body").id("evt_", 3))
                .isNotEqualTo(request("ws_1", "key", "other").id("evt_", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ü", "a\u0007"})
    void refusesWhatIsNoKey(String header) {
        assertThatThrownBy(() -> IdempotencyKey.of(header)).isInstanceOf(Rejected.class);
    }

    @Test
    void takesKeysOfUpTo255Characters() {
        assertThat(IdempotencyKey.of("~".repeat(255)).value()).hasSize(255);
        assertThatThrownBy(() -> IdempotencyKey.of("~".repeat(256))).isInstanceOf(Rejected.class);
    }

    private Answer once(KeyedRequest request, Mono<Answer> work) {
        return Objects.requireNonNull(idempotency
                .once(request, () -> {
                    done.incrementAndGet();
                    return work;
                })
                .block());
    }

    private Problem refused(KeyedRequest request) {
        Rejected[] rejected = new Rejected[1];
        assertThatThrownBy(() -> once(request, Mono.just(ACCEPTED)))
                .isInstanceOfSatisfying(Rejected.class, error -> rejected[0] = error);
        return rejected[0].problem();
    }

    private static KeyedRequest request(String workspace, String key, String body) {
        return KeyedRequest.of(workspace, IdempotencyKey.of(key), "/events", body.getBytes(StandardCharsets.UTF_8));
    }
}
