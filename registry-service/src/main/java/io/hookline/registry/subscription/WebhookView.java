package io.hookline.registry.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as its owner sees it.
 *
 * @param active whether events are delivered to it
 * @param headers its own request headers, their values masked
 * @param secret the signing secret, shown once when it is new; otherwise absent
 */
record WebhookView(
        String id,
        String workspaceId,
        String url,
        List<String> events,
        String status,
        boolean active,
        @Nullable String statusReason,
        @Nullable String description,
        Map<String, String> headers,
        @Nullable Integer rateLimit,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

    static WebhookView of(Subscription subscription) {
        return withSecret(subscription, null);
    }

    static WebhookView withSecret(Subscription subscription, @Nullable String secret) {
        Settings settings = subscription.settings();
        Map<String, String> masked = new LinkedHashMap<>();
        settings.headers().keySet().forEach(name -> masked.put(name, WebhookChanges.MASK));
        return new WebhookView(
                subscription.id().value(),
                subscription.workspace().value(),
                settings.url(),
                settings.events(),
                subscription.status().text(),
                subscription.status().delivers(),
                subscription.statusReason(),
                settings.description(),
                masked,
                settings.rateLimit(),
                subscription.createdAt(),
                subscription.updatedAt(),
                secret);
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "WebhookView[id=" + id + "]";
    }
}
