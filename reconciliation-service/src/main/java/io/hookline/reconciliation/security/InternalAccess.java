package io.hookline.reconciliation.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets in whoever presents the internal secret. Where there is none, there is no such door: 404. */
final class InternalAccess implements WebFilter {
    private static final String BEARER = "Bearer ";

    private final byte[] secret;
    private final Problems problems;

    InternalAccess(String secret, Problems problems) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (secret.length == 0) {
            return problems.notFound(exchange.getResponse(), "Look-ups between services are switched off.");
        }
        return isSecret(exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION))
                ? chain.filter(exchange)
                : problems.unauthorized(exchange.getResponse(), "Present the internal secret as bearer token.");
    }

    private boolean isSecret(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith(BEARER)
                // In constant time, so that a guess does not learn how far it was right.
                && MessageDigest.isEqual(
                        secret, authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
    }
}
