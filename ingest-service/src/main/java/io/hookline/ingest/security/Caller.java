package io.hookline.ingest.security;

import io.hookline.ingest.http.Problem;
import io.hookline.ingest.http.Rejected;
import java.time.Instant;
import java.util.Set;
import org.springframework.http.HttpStatus;

/**
 * Who sent a request, as its token says.
 *
 * @param workspaceId whose events it may write
 * @param scopes what it may do
 * @param expiresAt until when the token is good
 */
public record Caller(String workspaceId, Set<String> scopes, Instant expiresAt) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Rejects a request that names a workspace other than the token's. */
    public void mustBeOf(String requestedWorkspace) {
        if (!requestedWorkspace.equals(workspaceId)) {
            throw new Rejected(
                    Problem.of(
                            HttpStatus.FORBIDDEN,
                            "The token belongs to another workspace than the request names; leave the workspace out, or use its own token."));
        }
    }
}
