package io.hookline.registry.token;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a token: everything but the token.
 *
 * @param id its {@code jti}
 * @param name what it is for, in the words of whoever had it issued
 */
record Token(
        String id,
        String workspaceId,
        @Nullable String name,
        List<String> scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {
    Token {
        scopes = List.copyOf(scopes);
    }
}
