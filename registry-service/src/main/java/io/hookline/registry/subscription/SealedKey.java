package io.hookline.registry.subscription;

import java.time.Instant;

/**
 * A key pair for {@code v1a}.
 *
 * @param privateKey what signs, which nobody can read here
 * @param publicKey what receivers verify with
 */
record SealedKey(SealedSecret privateKey, String publicKey) {
    boolean signsAt(Instant time) {
        return privateKey.signsAt(time);
    }

    /** It ends at that time, or earlier if it would have anyway. */
    SealedKey until(Instant end) {
        return new SealedKey(privateKey.until(end), publicKey);
    }
}
