package io.hookline.dispatch.subscription;

import io.hookline.dispatch.sending.ClientCertificate;
import io.hookline.dispatch.sending.ClientCredentials;
import io.hookline.dispatch.signing.SigningKeys;
import io.hookline.dispatch.signing.SigningSecret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription's requests are signed and authorised with, in the clear. Its text form shows nothing of it.
 *
 * @param secrets newest first
 * @param headers the subscription's own request headers, none of which names one of ours; with them {@code Authorization}, where it
 *     is the same for all requests
 * @param more null, for most of a hundred thousand, that it takes no more memory than that
 */
public record Credentials(
        List<SigningSecret> secrets,
        Map<String, String> headers,
        @Nullable More more) {

    public Credentials {
        secrets = List.copyOf(secrets);
        headers = Map.copyOf(headers);
    }

    /** What most subscriptions have. */
    public Credentials(List<SigningSecret> secrets, Map<String, String> headers) {
        this(secrets, headers, null);
    }

    /**
     * What few subscriptions have.
     *
     * @param keys null: the secrets are all
     * @param login for a token of OAuth 2; null: none
     * @param certificate for mutual TLS; null: none
     */
    record More(
            @Nullable SigningKeys keys,
            @Nullable ClientCredentials login,
            @Nullable ClientCertificate certificate) {}

    public @Nullable SigningKeys keys() {
        return more == null ? null : more.keys();
    }

    public @Nullable ClientCredentials login() {
        return more == null ? null : more.login();
    }

    public @Nullable ClientCertificate certificate() {
        return more == null ? null : more.certificate();
    }

    @Override
    public String toString() {
        return "Credentials[" + secrets.size() + " secrets, " + headers.size() + " headers]";
    }
}
