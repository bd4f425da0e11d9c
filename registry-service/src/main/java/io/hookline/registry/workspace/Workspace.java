package io.hookline.registry.workspace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's corner of the system: webhooks, tokens and events belong to one, and no call reaches across.
 *
 * @param contactEmail who is told when a webhook fails; null: nobody is
 */
record Workspace(String id, String name, @Nullable String contactEmail, Instant createdAt) {}
