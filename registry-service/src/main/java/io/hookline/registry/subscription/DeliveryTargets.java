package io.hookline.registry.subscription;

import io.hookline.registry.workspace.WorkspaceId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Shows webhooks to those who ask for deliveries to them. */
@Component
public final class DeliveryTargets {
    private final Subscriptions subscriptions;

    DeliveryTargets(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /** Empty if the workspace has no such webhook. */
    public Mono<DeliveryTarget> find(WorkspaceId workspace, SubscriptionId id) {
        return subscriptions.find(workspace, id).map(DeliveryTarget::of);
    }
}
