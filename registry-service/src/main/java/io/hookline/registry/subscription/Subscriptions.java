package io.hookline.registry.subscription;

import io.hookline.registry.http.PageRequest;
import io.hookline.registry.workspace.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The subscriptions of all workspaces; each call sees those of one. */
interface Subscriptions {
    Mono<Void> add(Subscription subscription);

    /** Empty if the workspace has no such subscription. */
    Mono<Subscription> find(WorkspaceId workspace, SubscriptionId id);

    /**
     * One row more than the limit, newest first.
     *
     * @param patterns only those that ask for one of these; null: all
     * @param status only those in this status; null: all
     * @param url only those whose address contains this; null: all
     */
    Mono<List<Subscription>> list(
            WorkspaceId workspace,
            @Nullable List<String> patterns,
            @Nullable SubscriptionStatus status,
            @Nullable String url,
            PageRequest page);

    /** Applies the change while no other can come between; empty if the workspace has no such subscription. */
    Mono<Subscription> change(WorkspaceId workspace, SubscriptionId id, UnaryOperator<Subscription> change);

    /** False if the workspace has no such subscription. Its row stays until Kafka has the tombstone. */
    Mono<Boolean> delete(WorkspaceId workspace, SubscriptionId id, Instant at);
}
