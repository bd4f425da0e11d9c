package io.hookline.registry.token;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a token: everything but the token.
 *
 * @param id its {@code jti}
 */
record Token(
        String id,
        String workspaceId,
        List<String> scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {
    Token {
        scopes = List.copyOf(scopes);
    }
}
