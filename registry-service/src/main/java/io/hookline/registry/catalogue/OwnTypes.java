package io.hookline.registry.catalogue;

import io.hookline.registry.http.PageRequest;
import io.hookline.registry.workspace.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The event types of all workspaces' own; each call sees those of one. */
interface OwnTypes {
    /** False if the workspace has one of that name. */
    Mono<Boolean> add(OwnType type);

    /** Empty if the workspace has no such type. */
    Mono<OwnType> find(WorkspaceId workspace, String name);

    /** All of them, in the order of their names. */
    Flux<OwnType> of(WorkspaceId workspace);

    /** The names of all of them. */
    Mono<List<String>> names(WorkspaceId workspace);

    /** One row more than the limit, newest first. */
    Mono<List<OwnType>> list(WorkspaceId workspace, PageRequest page);

    /** Applies the change while no other can come between; empty if the workspace has no such type. */
    Mono<OwnType> change(WorkspaceId workspace, String name, UnaryOperator<OwnType> change);

    /** False if the workspace has no such type. Its row stays until Kafka has the tombstone. */
    Mono<Boolean> delete(WorkspaceId workspace, String name, Instant at);
}
