package io.hookline.ingest.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.ingest.http.Rejected;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import reactor.core.publisher.Mono;

final class TokensTest {
    private static final Instant NOW = Instant.parse("2024-01-15T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final AtomicInteger decoded = new AtomicInteger();

    @Test
    void verifiesATokenOnceAndRemembersIt() {
        Tokens tokens = tokens(Mono.just(token(NOW.plusSeconds(3600))));

        Caller first = tokens.verify("abc").block();
        Caller second = tokens.verify("abc").block();

        assertThat(decoded).hasValue(1);
        assertThat(second)
                .isEqualTo(first)
                .isEqualTo(new Caller("ws_1", Set.of("events:write", "publishes:write"), NOW.plusSeconds(3600)));
    }

    @Test
    void forgetsBadTokens() {
        Tokens tokens = tokens(Mono.error(new BadJwtException("no")));

        assertThatThrownBy(() -> tokens.verify("abc").block()).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> tokens.verify("abc").block()).isInstanceOf(Rejected.class);

        assertThat(decoded).hasValue(2);
    }

    @Test
    void remembersForAMinuteAndNeverBeyondExpiry() {
        assertThat(Tokens.remembered(caller(NOW.plusSeconds(3600)), NOW)).isEqualTo(Duration.ofMinutes(1));
        assertThat(Tokens.remembered(caller(NOW.plusSeconds(7)), NOW)).isEqualTo(Duration.ofSeconds(7));
        assertThat(Tokens.remembered(caller(NOW.minusSeconds(7)), NOW)).isZero();
    }

    private Tokens tokens(Mono<Jwt> result) {
        return new Tokens(
                token -> {
                    decoded.incrementAndGet();
                    return result;
                },
                "workspace",
                CLOCK);
    }

    private static Caller caller(Instant expiresAt) {
        return new Caller("ws_1", Set.of(), expiresAt);
    }

    private static Jwt token(Instant expiresAt) {
        return Jwt.withTokenValue("abc")
                .header("alg", "RS256")
                .claim("workspace", "ws_1")
                .claim("scope", "events:write publishes:write")
                .expiresAt(expiresAt)
                .build();
    }
}
