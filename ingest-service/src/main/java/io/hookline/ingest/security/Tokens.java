package io.hookline.ingest.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.hookline.ingest.http.Problem;
import io.hookline.ingest.http.Rejected;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.util.StringUtils;
import reactor.core.publisher.Mono;

/**
 * Verifies tokens and remembers the good ones for at most a minute, never beyond their expiry: checking an RSA signature costs
 * more than all else a request does. Remembered are digests, so that no token can be read out of the heap for longer than its
 * request takes. Thread-safe.
 */
final class Tokens {
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;
    private static final String SCOPE = "scope";

    private final ReactiveJwtDecoder decoder;
    private final String workspaceClaim;
    private final Cache<ByteBuffer, Caller> verified;

    Tokens(ReactiveJwtDecoder decoder, String workspaceClaim, Clock clock) {
        this.decoder = decoder;
        this.workspaceClaim = workspaceClaim;
        this.verified = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfter(Expiry.creating((ByteBuffer digest, Caller caller) -> remembered(caller, clock.instant())))
                .build();
    }

    Mono<Caller> verify(String token) {
        ByteBuffer digest = digest(token);
        Caller caller = verified.getIfPresent(digest);
        return caller != null ? Mono.just(caller) : decode(token).doOnNext(decoded -> verified.put(digest, decoded));
    }

    private Mono<Caller> decode(String token) {
        return decoder.decode(token)
                .map(this::caller)
                .onErrorMap(JwtException.class, e -> invalid())
                .onErrorMap(e -> !(e instanceof Rejected), e -> unverifiable());
    }

    static Duration remembered(Caller caller, Instant now) {
        Duration left = Duration.between(now, caller.expiresAt());
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(REMEMBERED) < 0 ? left : REMEMBERED;
    }

    private Caller caller(Jwt token) {
        String workspace = token.getClaimAsString(workspaceClaim);
        if (workspace == null || workspace.isBlank()) {
            throw invalid();
        }
        Instant expiresAt =
                Objects.requireNonNull(token.getExpiresAt(), "The decoder lets no token through without exp");
        return new Caller(workspace, scopes(token), expiresAt);
    }

    /** Some issuers call them {@code scp}, and some send a list. */
    private static Set<String> scopes(Jwt token) {
        Object scopes = token.hasClaim(SCOPE) ? token.getClaim(SCOPE) : token.getClaim("scp");
        return switch (scopes) {
            case String text -> Set.of(StringUtils.tokenizeToStringArray(text, " "));
            case Collection<?> list -> list.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
            case null, default -> Set.of();
        };
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** One answer for whatever is wrong with it: what exactly would only help somebody who forges one. */
    private static Rejected invalid() {
        return new Rejected(
                Problem.of(HttpStatus.UNAUTHORIZED, "The token is not valid here, or has expired; get a new one.")
                        .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"hookline\", error=\"invalid_token\""));
    }

    private static Rejected unverifiable() {
        return new Rejected(Problem.unavailable("The token cannot be verified at the moment; send the request again."));
    }
}
