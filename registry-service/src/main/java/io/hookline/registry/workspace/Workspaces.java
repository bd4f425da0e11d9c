package io.hookline.registry.workspace;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All workspaces. */
interface Workspaces {
    /** False if the id is taken. */
    Mono<Boolean> add(Workspace workspace);

    Mono<Boolean> has(WorkspaceId id);

    /** In the order of their creation. */
    Flux<Workspace> all();
}
