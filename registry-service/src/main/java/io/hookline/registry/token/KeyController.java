package io.hookline.registry.token;

import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Publishes the public half of the signing key, by which every service verifies tokens. */
@RestController
final class KeyController {
    private static final Logger log = LoggerFactory.getLogger(KeyController.class);
    private static final Duration CACHEABLE = Duration.ofMinutes(5);

    private final SigningKey key;

    KeyController(SigningKey key) {
        this.key = key;
    }

    @GetMapping("/.well-known/jwks.json")
    Mono<ResponseEntity<Map<String, Object>>> keys() {
        return key.get().map(rsa -> ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(CACHEABLE).cachePublic())
                .body(new JWKSet(rsa.toPublicJWK()).toJSONObject()));
    }

    /** The first to ask should not have to wait for the key to be made, and a wrong key set should show at once. */
    @EventListener(ApplicationReadyEvent.class)
    void prepare() {
        key.get()
                .subscribe(
                        rsa -> log.atInfo().addKeyValue("keyId", rsa.getKeyID()).log("Tokens are signed with this key"),
                        e -> log.atError().setCause(e).log("The signing key cannot be read"));
    }
}
