package io.hookline.dispatch.subscription;

import io.hookline.dispatch.sending.ClientCertificate;
import io.hookline.dispatch.sending.ClientCredentials;
import io.hookline.dispatch.signing.SigningKey;
import io.hookline.dispatch.signing.SigningKeys;
import io.hookline.dispatch.signing.SigningSecret;
import io.hookline.subscription.SealedSecret;
import io.hookline.subscription.SubscriptionChanged;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes subscriptions of their records, opening what is sealed. There may be a hundred thousand, so texts that many of them or
 * several versions of one have in common are kept once.
 */
final class SubscriptionRecords {
    private static final Logger log = LoggerFactory.getLogger(SubscriptionRecords.class);
    private static final Set<String> DELIVERED_TO = Set.of("active", "failing");

    private final SecretOpener opener;
    private final EventFilters filters = new EventFilters();

    SubscriptionRecords(SecretOpener opener) {
        this.opener = opener;
    }

    /** The subscription; throws {@link IllegalArgumentException} if its URL is none. */
    Subscription read(SubscriptionChanged changed) {
        return new Subscription(
                new SubscriptionId(changed.getSubscriptionId().intern()),
                new WorkspaceId(changed.getWorkspaceId().intern()),
                changed.getVersion(),
                URI.create(changed.getUrl()),
                EventPatterns.of(changed.getEvents()),
                DELIVERED_TO.contains(changed.getStatus()),
                credentials(changed),
                changed.getRateLimitPerSecond(),
                filter(changed));
    }

    private @Nullable EventFilter filter(SubscriptionChanged changed) {
        String json = changed.getFilter();
        if (json == null) {
            return null;
        }
        EventFilter filter = filters.read(json);
        filter.error().ifPresent(error -> log.atWarn()
                .addKeyValue("subscriptionId", changed.getSubscriptionId())
                .addKeyValue("version", changed.getVersion())
                .addKeyValue("error", error)
                .log("The content filter of the subscription cannot be read; all its events are held back"));
        return filter;
    }

    /**
     * All of them or none: with one missing, a request could be signed with the wrong secret or lack its authorisation. What cannot
     * be read is as good as missing; the message of neither says what is in it.
     */
    private @Nullable Credentials credentials(SubscriptionChanged changed) {
        try {
            return opened(changed);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            log.atError()
                    .addKeyValue("subscriptionId", changed.getSubscriptionId())
                    .log(
                            "A secret of the subscription cannot be opened with this key set, or is none; nothing is delivered"
                                    + " to it");
            return null;
        }
    }

    private Credentials opened(SubscriptionChanged changed) throws GeneralSecurityException {
        Map<String, String> headers = headers(changed);
        Authentication authentication = authentication(changed);
        if (authentication != null) {
            headers.keySet().removeIf(Authentication.HEADER::equalsIgnoreCase);
        }
        ClientCredentials login = null;
        switch (authentication) {
            case Authentication.Basic basic -> headers.put(Authentication.HEADER, basic.authorization());
            case Authentication.OAuth2 oauth2 -> login = oauth2.credentials();
            case null -> {}
        }
        SigningKeys keys = keys(changed);
        ClientCertificate certificate = certificate(changed);
        return keys == null && login == null && certificate == null
                ? new Credentials(secrets(changed), headers)
                : new Credentials(secrets(changed), headers, new Credentials.More(keys, login, certificate));
    }

    private List<SigningSecret> secrets(SubscriptionChanged changed) throws GeneralSecurityException {
        List<SigningSecret> secrets = new ArrayList<>();
        for (SealedSecret secret : changed.getSecrets()) {
            String text = opener.open(secret.getSealed(), changed.getSubscriptionId());
            secrets.add(SigningSecret.of(text, secret.getExpiresAt()));
        }
        return secrets;
    }

    /** Null: signatures of the kind v1 are all that is asked for, or that is known here of what is. */
    private @Nullable SigningKeys keys(SubscriptionChanged changed) throws GeneralSecurityException {
        boolean v1 = changed.getSignatures().contains("v1");
        boolean v1a = changed.getSignatures().contains("v1a");
        return v1 && !v1a ? null : new SigningKeys(!v1, v1a ? privateKeys(changed) : List.of());
    }

    private List<SigningKey> privateKeys(SubscriptionChanged changed) throws GeneralSecurityException {
        List<SigningKey> keys = new ArrayList<>();
        for (SealedSecret key : changed.getSigningKeys()) {
            String text = opener.open(key.getSealed(), changed.getSubscriptionId());
            keys.add(SigningKey.of(text, key.getExpiresAt()));
        }
        return keys;
    }

    private Map<String, String> headers(SubscriptionChanged changed) throws GeneralSecurityException {
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, ByteBuffer> header : changed.getHeaders().entrySet()) {
            String value = opener.open(header.getValue(), changed.getSubscriptionId());
            if (CustomHeaders.isAllowed(header.getKey(), value)) {
                headers.put(header.getKey().intern(), value);
            }
        }
        return headers;
    }

    private @Nullable Authentication authentication(SubscriptionChanged changed) throws GeneralSecurityException {
        ByteBuffer sealedJson = changed.getAuthentication();
        return sealedJson == null ? null : Authentication.read(opener.open(sealedJson, changed.getSubscriptionId()));
    }

    private @Nullable ClientCertificate certificate(SubscriptionChanged changed) throws GeneralSecurityException {
        ByteBuffer sealedPem = changed.getClientCertificate();
        String id = changed.getSubscriptionId();
        return sealedPem == null ? null : new ClientCertificate(id, opener.open(sealedPem, id));
    }
}
