package io.hookline.ingest.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import io.hookline.ingest.Answers;
import io.hookline.ingest.Issuer;
import io.hookline.ingest.TestClock;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;

final class KeySetTest {
    private final Issuer first = new Issuer("key-1");
    private final Issuer second = new Issuer("key-2");
    private volatile String published = first.jwks();
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger fetches = new AtomicInteger();
    private final Answers server = Answers.start(exchange -> {
        fetches.incrementAndGet();
        Answers.text(exchange, status.get(), published);
    });
    private final TestClock clock = new TestClock();
    private final KeySet keys = new KeySet(HttpClient.create(), server.url("/keys"), Duration.ofMinutes(1), clock);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fetchesOnceForManyTokens() {
        assertThat(keyIdsFor(first)).containsExactly("key-1");
        clock.advance(Duration.ofMinutes(4));
        assertThat(keyIdsFor(first)).containsExactly("key-1");

        assertThat(fetches).hasValue(1);
    }

    @Test
    void fetchesAgainAfterFiveMinutes() {
        keyIdsFor(first);
        clock.advance(Duration.ofMinutes(5));
        keyIdsFor(first);

        assertThat(fetches).hasValue(2);
    }

    @Test
    void findsANewKeyWhenATokenNamesIt() {
        keyIdsFor(first);
        published = second.jwks();
        clock.advance(Duration.ofSeconds(6));

        assertThat(keyIdsFor(second)).containsExactly("key-2");
    }

    @Test
    void doesNotPassMadeUpKeyIdsOnToTheIssuer() {
        for (int i = 0; i < 20; i++) {
            keyIdsFor(second);
        }

        assertThat(fetches).hasValue(1);
    }

    @Test
    void keepsItsKeysWhileTheIssuerIsAway() {
        keyIdsFor(first);
        status.set(500);
        clock.advance(Duration.ofHours(1));

        assertThat(keyIdsFor(first)).containsExactly("key-1");
    }

    @Test
    void failsAsLongAsItHasNoKeys() {
        status.set(500);
        assertThatThrownBy(() -> keyIdsFor(first)).hasMessageContaining("500");

        status.set(200);
        assertThat(keyIdsFor(first)).containsExactly("key-1");
    }

    private List<String> keyIdsFor(Issuer issuer) {
        try {
            SignedJWT token = SignedJWT.parse(issuer.token("events:write"));
            return keys.apply(token)
                    .map(JWK::getKeyID)
                    .collectList()
                    .blockOptional()
                    .orElseThrow();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }
}
