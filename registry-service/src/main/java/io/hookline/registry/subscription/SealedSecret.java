package io.hookline.registry.subscription;

import io.hookline.registry.secret.Sealed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signing secret that nobody can read here.
 *
 * @param expiresAt from then on it no longer signs; null: it is the current one
 */
record SealedSecret(Sealed value, @Nullable Instant expiresAt) {
    boolean signsAt(Instant time) {
        return expiresAt == null || expiresAt.isAfter(time);
    }

    /** It ends at that time, or earlier if it would have anyway. */
    SealedSecret until(Instant end) {
        return expiresAt != null && expiresAt.isBefore(end) ? this : new SealedSecret(value, end);
    }
}
