package io.hookline.ingest.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * The issuer's keys, fetched when a token first needs them. Fetched again every five minutes, and for a key id that is not
 * among them, but then not more often than every five seconds: made-up key ids must not turn into requests to the issuer.
 * While the issuer is away, the keys that are there stay good. Thread-safe.
 */
final class KeySet implements Function<SignedJWT, Flux<JWK>> {
    private static final Logger log = LoggerFactory.getLogger(KeySet.class);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final HttpClient http;
    private final URI url;
    private final Duration timeout;
    private final Clock clock;
    private final AtomicReference<@Nullable Mono<Fetched>> fetching = new AtomicReference<>();
    private volatile @Nullable Fetched newest;

    KeySet(HttpClient http, URI url, Duration timeout, Clock clock) {
        this.http = http;
        this.url = url;
        this.timeout = timeout;
        this.clock = clock;
    }

    private record Fetched(JWKSet keys, Instant at) {

        boolean serves(String keyId, Instant now) {
            Duration age = Duration.between(at, now);
            return age.compareTo(PAUSE) < 0 || (age.compareTo(FRESH) < 0 && keys.getKeyByKeyId(keyId) != null);
        }
    }

    @Override
    public Flux<JWK> apply(SignedJWT token) {
        return keysFor(token.getHeader().getKeyID())
                .flatMapIterable(fetched -> fetched.keys().getKeys());
    }

    private Mono<Fetched> keysFor(@Nullable String keyId) {
        Fetched current = newest;
        if (current == null) {
            return fetch();
        }
        if (current.serves(keyId == null ? "" : keyId, clock.instant())) {
            return Mono.just(current);
        }
        return fetch().onErrorReturn(current);
    }

    /** Whoever asks while a request is under way waits for that one. */
    private Mono<Fetched> fetch() {
        Mono<Fetched> mine = request().doOnTerminate(() -> fetching.set(null)).cache();
        Mono<Fetched> others = fetching.compareAndExchange(null, mine);
        return others == null ? mine : others;
    }

    private Mono<Fetched> request() {
        return http.get()
                .uri(url)
                .responseSingle((response, body) -> response.status().code() == 200
                        ? body.map(KeySet::text)
                        : Mono.error(new IllegalStateException(
                                "HTTP " + response.status().code())))
                .timeout(timeout)
                .flatMap(this::parse)
                .doOnNext(fetched -> newest = fetched)
                .doOnError(error -> log.atWarn()
                        .addKeyValue("url", url)
                        .addKeyValue("reason", error.getMessage())
                        .log("The issuer's keys cannot be fetched"));
    }

    private Mono<Fetched> parse(String text) {
        try {
            return Mono.just(new Fetched(JWKSet.parse(text), clock.instant()));
        } catch (ParseException e) {
            return Mono.error(e);
        }
    }

    private static String text(ByteBuf body) {
        return body.toString(StandardCharsets.UTF_8);
    }
}
