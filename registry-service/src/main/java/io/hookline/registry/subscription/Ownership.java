package io.hookline.registry.subscription;

import io.hookline.registry.http.Rejected;
import io.hookline.registry.workspace.WorkspaceId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers for other features whether a webhook is the caller's. */
@Component
public final class Ownership {
    private final Subscriptions subscriptions;

    Ownership(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /** The id, if the workspace has such a webhook; otherwise {@link Rejected} as not found. */
    public Mono<SubscriptionId> require(WorkspaceId workspace, String id) {
        return subscriptions
                .find(workspace, SubscriptionId.parse(id))
                .map(Subscription::id)
                .switchIfEmpty(Mono.error(() -> Rejected.notFound("webhook")));
    }
}
