package io.hookline.registry.subscription;

import io.hookline.registry.http.Fields;
import io.hookline.registry.secret.Seal;
import io.hookline.registry.secret.SigningKeyPair;
import io.hookline.registry.secret.SigningSecret;
import java.security.SecureRandom;
import org.springframework.stereotype.Component;

/** Takes or makes signing secrets and keys, and seals them for the webhook they are of. */
@Component
final class Secrets {
    private final Seal seal;
    private final SecureRandom random;

    Secrets(Seal seal, SecureRandom random) {
        this.seal = seal;
        this.random = random;
    }

    /** The secret that the caller brings along, or a new one. */
    SigningSecret read(Fields fields) {
        String given = fields.text("secret", SigningSecret::problem).value();
        return given == null ? SigningSecret.random(random) : new SigningSecret(given);
    }

    /** A new key pair for {@code v1a}. */
    SealedKey newKey(SubscriptionId id) {
        SigningKeyPair pair = SigningKeyPair.random(random);
        return new SealedKey(new SealedSecret(seal.seal(pair.privateText(), id.value()), null), pair.publicText());
    }

    SealedSecret sealed(SigningSecret secret, SubscriptionId id) {
        return new SealedSecret(seal.seal(secret.text(), id.value()), null);
    }
}
