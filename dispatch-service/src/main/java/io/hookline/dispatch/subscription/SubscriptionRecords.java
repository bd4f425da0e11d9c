package io.hookline.dispatch.subscription;

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

    /** All of them or none: with one missing, a request could be signed with the wrong secret or lack its authorisation. */
    private @Nullable Credentials credentials(SubscriptionChanged changed) {
        try {
            return new Credentials(secrets(changed), headers(changed));
        } catch (GeneralSecurityException e) {
            log.atError()
                    .addKeyValue("subscriptionId", changed.getSubscriptionId())
                    .log("A secret of the subscription cannot be opened with this key set; nothing is delivered to it");
            return null;
        }
    }

    private List<SigningSecret> secrets(SubscriptionChanged changed) throws GeneralSecurityException {
        List<SigningSecret> secrets = new ArrayList<>();
        for (SealedSecret secret : changed.getSecrets()) {
            String text = opener.open(secret.getSealed(), changed.getSubscriptionId());
            secrets.add(SigningSecret.of(text, secret.getExpiresAt()));
        }
        return secrets;
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
}
