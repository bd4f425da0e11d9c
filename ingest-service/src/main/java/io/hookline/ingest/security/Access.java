package io.hookline.ingest.security;

import io.hookline.ingest.http.Problem;
import io.hookline.ingest.http.Rejected;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The access rule of a route, stated on the route: a bearer token with a scope. Checked before the body is read. */
@Component
public final class Access {
    private static final String SCHEME = "Bearer ";

    private final Tokens tokens;

    Access(Tokens tokens) {
        this.tokens = tokens;
    }

    /** A handler that is told who calls. */
    @FunctionalInterface
    public interface Handler {
        Mono<ServerResponse> handle(ServerRequest request, Caller caller);
    }

    public HandlerFunction<ServerResponse> requires(String scope, Handler handler) {
        return request -> tokens.verify(bearer(request).orElseThrow(Access::missing))
                .flatMap(caller -> caller.scopes().contains(scope)
                        ? handler.handle(request, caller)
                        : Mono.error(insufficient(scope)));
    }

    private static Optional<String> bearer(ServerRequest request) {
        return Optional.ofNullable(request.headers().firstHeader(HttpHeaders.AUTHORIZATION))
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip())
                .filter(token -> !token.isEmpty());
    }

    private static Rejected missing() {
        return new Rejected(Problem.of(HttpStatus.UNAUTHORIZED, "Send a token as Authorization: Bearer <token>.")
                .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"hookline\""));
    }

    private static Rejected insufficient(String scope) {
        return new Rejected(Problem.of(HttpStatus.FORBIDDEN, "The token lacks the scope " + scope + ".")
                .with(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"hookline\", error=\"insufficient_scope\", scope=\"" + scope + "\""));
    }
}
