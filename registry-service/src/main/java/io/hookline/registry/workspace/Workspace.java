package io.hookline.registry.workspace;

import java.time.Instant;

/** Somebody's corner of the system: webhooks, tokens and events belong to one, and no call reaches across. */
record Workspace(String id, String name, Instant createdAt) {}
