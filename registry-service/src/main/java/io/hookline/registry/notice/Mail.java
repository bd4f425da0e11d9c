package io.hookline.registry.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail whose turn has come.
 *
 * @param attempts how often it has been tried, with this time
 * @param to null: the workspace has no contact address any more
 * @param wanted whether what it says is still so
 */
record Mail(
        String id,
        String webhook,
        @Nullable String to,
        boolean wanted,
        String subject,
        String body,
        Instant createdAt,
        int attempts) {}
