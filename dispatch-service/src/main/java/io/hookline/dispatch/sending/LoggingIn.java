package io.hookline.dispatch.sending;

import io.hookline.dispatch.sending.Exchange.Answer;
import io.hookline.dispatch.sending.Exchange.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;

/**
 * Gives requests that log in by OAuth 2 their token, and once another if the endpoint refuses it. All of that together takes no
 * longer than one exchange may. Other requests pass.
 */
final class LoggingIn implements Sender {
    private static final int UNAUTHORIZED = 401;

    private final Sender next;
    private final AccessTokens tokens;
    private final Duration timeout;
    private final Clock clock;

    LoggingIn(Sender next, AccessTokens tokens, Duration timeout, Clock clock) {
        this.next = next;
        this.tokens = tokens;
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    public Mono<Exchange> send(SignedRequest request) {
        ClientCredentials login = request.login();
        return login == null ? next.send(request) : send(request, login);
    }

    private Mono<Exchange> send(SignedRequest request, ClientCredentials login) {
        return Mono.defer(() -> {
            Instant startedAt = clock.instant();
            return sendTwiceAtMost(request, login, startedAt)
                    .timeout(timeout, Mono.fromSupplier(() -> failed(startedAt, new TimeoutException())));
        });
    }

    private Mono<Exchange> sendTwiceAtMost(SignedRequest request, ClientCredentials login, Instant startedAt) {
        CompletableFuture<TokenAnswer> token = tokens.of(login);
        return sendWith(token, request, startedAt).flatMap(exchange -> {
            if (!(exchange.result() instanceof Answer answer) || answer.status() != UNAUTHORIZED) {
                return Mono.just(exchange);
            }
            tokens.forget(login, token);
            return sendWith(tokens.of(login), request, startedAt);
        });
    }

    private Mono<Exchange> sendWith(CompletableFuture<TokenAnswer> token, SignedRequest request, Instant startedAt) {
        Duration patience = timeout.dividedBy(2);
        return Mono.fromFuture(token, true)
                .timeout(
                        patience,
                        Mono.fromSupplier(() ->
                                TokenAnswer.Refused.because("The token server did not answer within " + patience)))
                .flatMap(answer -> switch (answer) {
                    case TokenAnswer.Token had -> next.send(authorized(request, had));
                    case TokenAnswer.Refused refused -> Mono.just(failed(startedAt, refused.cause()));
                });
    }

    private static SignedRequest authorized(SignedRequest request, TokenAnswer.Token token) {
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.put("Authorization", token.authorization());
        return new SignedRequest(request.url(), headers, request.body(), null, request.certificate());
    }

    private Exchange failed(Instant startedAt, Exception cause) {
        Duration duration = Duration.between(startedAt, clock.instant());
        return new Exchange(startedAt, duration, null, null, null, new Failure(cause));
    }
}
