package io.hookline.registry.subscription;

import io.hookline.registry.secret.Sealed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How requests log in at an endpoint.
 *
 * @param value all of it, which nobody can read here: a JSON object
 * @param shown its fields as its owner sees them, the secret one masked
 */
record SealedAuthentication(Sealed value, Map<String, String> shown) {
    SealedAuthentication {
        shown = Collections.unmodifiableMap(new LinkedHashMap<>(shown));
    }
}
