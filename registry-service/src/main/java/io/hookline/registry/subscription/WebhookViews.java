package io.hookline.registry.subscription;

import io.hookline.registry.subscription.HealthRows.Known;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Shows webhooks together with how they are doing. */
@Component
final class WebhookViews {
    private final HealthRows health;
    private final HealthPolicy policy;
    private final Clock clock;

    WebhookViews(HealthRows health, HealthPolicy policy, Clock clock) {
        this.health = health;
        this.policy = policy;
        this.clock = clock;
    }

    Mono<WebhookView> show(Subscription webhook) {
        return showAll(List.of(webhook)).map(List::getFirst);
    }

    Mono<List<WebhookView>> showAll(List<Subscription> webhooks) {
        return webhooks.isEmpty()
                ? Mono.just(List.of())
                : health.find(webhooks.stream().map(each -> each.id().value()).toList())
                        .map(known -> webhooks.stream()
                                .map(each -> WebhookView.of(each, health(each, known), clock.instant()))
                                .toList());
    }

    Mono<WebhookView> withSecret(Subscription webhook, String secret) {
        String id = webhook.id().value();
        return health.find(List.of(id))
                .map(known -> WebhookView.withSecret(webhook, health(webhook, known), clock.instant(), secret));
    }

    /** A webhook that is new, so that nothing is known of it yet. */
    WebhookView created(Subscription webhook, String secret) {
        return WebhookView.withSecret(webhook, HealthView.of(webhook.status(), null, policy), clock.instant(), secret);
    }

    private HealthView health(Subscription webhook, Map<String, Known> known) {
        return HealthView.of(webhook.status(), known.get(webhook.id().value()), policy);
    }
}
