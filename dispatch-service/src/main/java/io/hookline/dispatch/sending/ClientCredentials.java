package io.hookline.dispatch.sending;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How a webhook's requests log in by OAuth 2: with a token that is had for these (RFC 6749, 4.4). Its text form shows no secret.
 *
 * @param tokenUrl where tokens are fetched
 * @param scope what the token is to be good for; null: whatever the server thinks
 */
public record ClientCredentials(
        URI tokenUrl,
        String clientId,
        String clientSecret,
        @Nullable String scope) {

    @Override
    public String toString() {
        return "ClientCredentials[" + tokenUrl.getHost() + "]";
    }
}
