package io.hookline.registry.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.hookline.registry.secret.Seal;
import io.hookline.registry.secret.Sealed;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The RSA key that signs tokens: made once for all instances, sealed in the database. Instances that start at the same time
 * each make one, and all use the one that was stored first. Read on first use and kept; thread-safe.
 */
@Component
final class SigningKey {
    private static final String PURPOSE = "hookline token signing key";
    private static final int BITS = 2048;

    private static final String SELECT = "select sealed from signing_key where purpose = :purpose";
    private static final String INSERT =
            "insert into signing_key (purpose, sealed, created_at) values (:purpose, :sealed, :at) on conflict do nothing";

    private final DatabaseClient database;
    private final Seal seal;
    private final Clock clock;
    private final Mono<RSAKey> key;

    SigningKey(DatabaseClient database, Seal seal, Clock clock) {
        this.database = database;
        this.seal = seal;
        this.clock = clock;
        this.key = stored().switchIfEmpty(Mono.defer(this::create))
                .cache(found -> Duration.ofMillis(Long.MAX_VALUE), failed -> Duration.ZERO, () -> Duration.ZERO);
    }

    /** The key with its private half; fails while the database is away and it has not been read yet. */
    Mono<RSAKey> get() {
        return key;
    }

    private Mono<RSAKey> stored() {
        return database.sql(SELECT)
                .bind("purpose", PURPOSE)
                .map(row -> new Sealed(row.get("sealed", String.class)))
                .one()
                .map(this::open);
    }

    private Mono<RSAKey> create() {
        return Mono.fromCallable(SigningKey::generate)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(this::store)
                .then(Mono.defer(this::stored));
    }

    private Mono<Void> store(RSAKey generated) {
        return database.sql(INSERT)
                .bind("purpose", PURPOSE)
                .bind("sealed", seal.seal(generated.toJSONString(), PURPOSE).base64())
                .bind("at", clock.instant())
                .then();
    }

    private RSAKey open(Sealed stored) {
        try {
            return RSAKey.parse(seal.open(stored, PURPOSE));
        } catch (ParseException e) {
            throw new IllegalStateException("The stored signing key is not a JWK", e);
        }
    }

    private static RSAKey generate() throws JOSEException {
        return new RSAKeyGenerator(BITS)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyIDFromThumbprint(true)
                .generate();
    }
}
