package io.hookline.dispatch.signing;

import java.util.List;

/**
 * What a subscription signs with besides its secrets, or in their place.
 *
 * @param alone whether {@code webhook-signature} has nothing else
 * @param keys newest first; for the {@code v1a} signatures
 */
public record SigningKeys(boolean alone, List<SigningKey> keys) {

    public SigningKeys {
        keys = List.copyOf(keys);
    }
}
