package io.hookline.registry.workspace;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers for other features whether a workspace exists. */
@Component
public final class KnownWorkspaces {
    private final Workspaces workspaces;

    KnownWorkspaces(Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    public Mono<Boolean> has(WorkspaceId id) {
        return workspaces.has(id);
    }
}
