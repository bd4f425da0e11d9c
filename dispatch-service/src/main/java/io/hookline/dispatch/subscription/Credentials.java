package io.hookline.dispatch.subscription;

import io.hookline.dispatch.signing.SigningSecret;
import java.util.List;
import java.util.Map;

/**
 * What a subscription's requests are signed and authorised with, in the clear. Its text form shows nothing of it.
 *
 * @param secrets newest first
 * @param headers the subscription's own request headers, none of which names one of ours
 */
public record Credentials(List<SigningSecret> secrets, Map<String, String> headers) {

    public Credentials {
        secrets = List.copyOf(secrets);
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "Credentials[" + secrets.size() + " secrets, " + headers.size() + " headers]";
    }
}
