package io.hookline.reconciliation.security;

import org.springframework.security.oauth2.jwt.Jwt;

/** The workspace that a token speaks for. */
public final class Workspace {
    static final String CLAIM = "workspace";

    private Workspace() {}

    /** The workspace's id; tokens without one are not let in. */
    public static String of(Jwt token) {
        String workspace = token.getClaimAsString(CLAIM);
        if (workspace == null || workspace.isBlank()) {
            throw new IllegalStateException("A token without a workspace got past its validation");
        }
        return workspace;
    }
}
