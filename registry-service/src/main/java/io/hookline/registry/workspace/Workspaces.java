package io.hookline.registry.workspace;

import io.hookline.registry.http.Given;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All workspaces. */
interface Workspaces {
    /** False if the id is taken. */
    Mono<Boolean> add(Workspace workspace);

    Mono<Boolean> has(WorkspaceId id);

    /** In the order of their creation. */
    Flux<Workspace> all();

    /**
     * The workspace as it is afterwards; empty if there is none of that id.
     *
     * @param name null: it stays
     * @param contactEmail absent: it stays; null: there is none any more
     */
    Mono<Workspace> change(WorkspaceId id, @Nullable String name, Given<String> contactEmail);
}
