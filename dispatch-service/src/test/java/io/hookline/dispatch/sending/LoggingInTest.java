package io.hookline.dispatch.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.dispatch.TestClock;
import io.hookline.dispatch.guard.UrlPolicy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Before a sender that answers when a test says so. */
final class LoggingInTest {
    private static final URI ENDPOINT = URI.create("https://customer.example/hook");
    private static final ClientCredentials LOGIN =
            new ClientCredentials(URI.create("https://login.customer.example/token"), "id", "secret", null);

    private final List<SignedRequest> sent = new ArrayList<>();
    private final List<Sinks.One<Exchange>> answers = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private long nanos;
    private final Sender sender = loggingIn(Duration.ofSeconds(60));

    @Test
    void leavesRequestsAloneThatDoNotLogIn() {
        SignedRequest request = new SignedRequest(ENDPOINT, Map.of(), ByteBuffer.allocate(0));

        sender.send(request).subscribe();

        assertThat(sent).singleElement().isSameAs(request);
    }

    @Test
    void sendsTheToken() {
        CompletableFuture<Exchange> exchange = send();
        answerToken(0, "abc");
        answer(1, 200);

        assertThat(status(exchange)).isEqualTo(200);
        assertThat(sent.getFirst().url()).isEqualTo(LOGIN.tokenUrl());
        assertThat(sent.getLast().url()).isEqualTo(ENDPOINT);
        assertThat(sent.getLast().headers())
                .containsEntry("Authorization", "Bearer abc")
                .containsEntry("X-One", "1");
    }

    @Test
    void fetchesOneTokenHoweverManyWait() {
        for (int i = 0; i < 10; i++) {
            begin();
        }
        assertThat(sent).as("only the token").hasSize(1);

        answerToken(0, "abc");

        assertThat(sent).hasSize(11);
        assertThat(sent.subList(1, 11))
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("Authorization", "Bearer abc"));
    }

    @Test
    void fetchesAnotherShortlyBeforeItExpires() {
        begin();
        answerToken(0, "abc");

        nanos += Duration.ofMinutes(59).toNanos();
        begin();
        nanos += Duration.ofMinutes(1).toNanos();
        begin();

        assertThat(sent)
                .extracting(SignedRequest::url)
                .containsExactly(LOGIN.tokenUrl(), ENDPOINT, ENDPOINT, LOGIN.tokenUrl());
    }

    @Test
    void fetchesAnotherOnceWhenTheEndpointRefusesIt() {
        CompletableFuture<Exchange> exchange = send();
        answerToken(0, "old");
        answer(1, 401);
        answerToken(2, "new");
        answer(3, 401);

        assertThat(status(exchange)).as("that of the second").isEqualTo(401);
        assertThat(sent).hasSize(4);
        assertThat(sent.get(3).headers()).containsEntry("Authorization", "Bearer new");
    }

    @Test
    void fetchesOneTokenHoweverManyWereRefused() {
        List<CompletableFuture<Exchange>> exchanges = List.of(send(), send(), send());
        answerToken(0, "old");
        answer(1, 401);
        answer(2, 401);
        answerToken(4, "new");
        answer(3, 401);

        assertThat(sent)
                .extracting(SignedRequest::url)
                .containsExactly(
                        LOGIN.tokenUrl(), ENDPOINT, ENDPOINT, ENDPOINT, LOGIN.tokenUrl(), ENDPOINT, ENDPOINT, ENDPOINT);
        assertThat(exchanges).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void endsInAFailureWithoutATokenAndAsksAgainNextTime() {
        CompletableFuture<Exchange> exchange = send();
        answer(0, 503);

        assertThat(failure(exchange)).isInstanceOf(AuthenticationFailedException.class);
        assertThat(sent).as("nothing without a token").hasSize(1);

        begin();
        assertThat(sent).extracting(SignedRequest::url).containsExactly(LOGIN.tokenUrl(), LOGIN.tokenUrl());
        assertThat(meters.counter("hookline.tokens.fetched", "outcome", "refused")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void fetchesNoTokenWithoutTls() {
        ClientCredentials open = new ClientCredentials(URI.create("http://customer.example/token"), "id", "s", null);

        CompletableFuture<Exchange> exchange = sender.send(request(open)).toFuture();

        assertThat(failure(exchange)).isInstanceOf(AuthenticationFailedException.class);
        assertThat(sent).isEmpty();
    }

    @Test
    void keepsTheTokensOfOthersApart() {
        begin();
        sender.send(request(new ClientCredentials(LOGIN.tokenUrl(), "id", "another secret", null)))
                .subscribe();

        answerToken(0, "one");
        answerToken(1, "other");

        assertThat(sent.subList(2, 4))
                .extracting(request -> request.headers().get("Authorization"))
                .containsExactly("Bearer one", "Bearer other");
    }

    @Test
    void waitsForATokenHalfOfTheTimeAtMost() {
        CompletableFuture<Exchange> exchange =
                loggingIn(Duration.ofMillis(100)).send(request(LOGIN)).toFuture();

        assertThat(failure(exchange)).isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void takesNoLongerForAllOfItThanForOneExchange() {
        CompletableFuture<Exchange> exchange =
                loggingIn(Duration.ofSeconds(1)).send(request(LOGIN)).toFuture();
        answerToken(0, "abc");

        assertThat(failure(exchange)).isInstanceOf(TimeoutException.class);
    }

    private LoggingIn loggingIn(Duration timeout) {
        AccessTokens tokens =
                new AccessTokens(this::answerLater, new UrlPolicy(false), "Hookline/1", meters, () -> nanos);
        return new LoggingIn(this::answerLater, tokens, timeout, new TestClock());
    }

    private void begin() {
        sender.send(request(LOGIN)).subscribe();
    }

    private CompletableFuture<Exchange> send() {
        return sender.send(request(LOGIN)).toFuture();
    }

    private static SignedRequest request(ClientCredentials login) {
        return new SignedRequest(ENDPOINT, Map.of("X-One", "1"), ByteBuffer.allocate(0), login, null);
    }

    private Mono<Exchange> answerLater(SignedRequest request) {
        Sinks.One<Exchange> answer = Sinks.one();
        sent.add(request);
        answers.add(answer);
        return answer.asMono();
    }

    private void answerToken(int request, String token) {
        answer(request, 200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    }

    private void answer(int request, int status) {
        answer(request, status, "");
    }

    private void answer(int request, int status, String body) {
        Exchange.Answer answer = new Exchange.Answer(status, Map.of(), body);
        answers.get(request)
                .tryEmitValue(new Exchange(Instant.EPOCH, Duration.ZERO, null, null, null, answer))
                .orThrow();
    }

    private static int status(CompletableFuture<Exchange> exchange) {
        return Senders.answer(exchange.join()).status();
    }

    private static Throwable failure(CompletableFuture<Exchange> exchange) {
        return Senders.failure(exchange.join());
    }
}
