package io.hookline.registry.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A webhook as its owner sees it.
 *
 * @param active whether events are delivered to it
 * @param filter the content filter; null: none
 * @param publicKeys what verifies {@code v1a} signatures at the moment, newest first
 * @param headers its own request headers, their values masked
 * @param authentication how requests log in, its secret masked
 * @param secret the signing secret, shown once when it is new; otherwise absent
 */
record WebhookView(
        String id,
        String workspaceId,
        String url,
        List<String> events,
        @Nullable JsonNode filter,
        String ordering,
        List<String> signatures,
        List<String> publicKeys,
        String status,
        boolean active,
        @Nullable String statusReason,
        HealthView health,
        @Nullable String description,
        Map<String, String> metadata,
        Map<String, String> headers,
        @Nullable Integer rateLimit,
        @Nullable Map<String, String> authentication,
        @Nullable Certificate clientCertificate,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

    /** All that is shown of a client certificate. */
    record Certificate(String subject, Instant notAfter) {}

    static WebhookView of(Subscription subscription, HealthView health, Instant now) {
        return withSecret(subscription, health, now, null);
    }

    static WebhookView withSecret(Subscription subscription, HealthView health, Instant now, @Nullable String secret) {
        Settings settings = subscription.settings();
        Map<String, String> masked = new LinkedHashMap<>();
        settings.headers().keySet().forEach(name -> masked.put(name, WebhookChanges.MASK));
        return new WebhookView(
                subscription.id().value(),
                subscription.workspace().value(),
                settings.url(),
                settings.events(),
                settings.filter() == null ? null : JsonMapper.shared().readTree(settings.filter()),
                settings.ordering().text(),
                settings.signatures().stream().map(SignatureKind::text).toList(),
                subscription.signingKeys().stream()
                        .filter(key -> key.signsAt(now))
                        .map(SealedKey::publicKey)
                        .toList(),
                subscription.status().text(),
                subscription.status().delivers(),
                subscription.statusReason(),
                health,
                settings.description(),
                settings.metadata(),
                masked,
                settings.rateLimit(),
                settings.authentication() == null
                        ? null
                        : settings.authentication().shown(),
                certificate(settings.clientCertificate()),
                subscription.createdAt(),
                subscription.updatedAt(),
                secret);
    }

    private static @Nullable Certificate certificate(@Nullable SealedCertificate certificate) {
        return certificate == null ? null : new Certificate(certificate.subject(), certificate.notAfter());
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "WebhookView[id=" + id + "]";
    }
}
