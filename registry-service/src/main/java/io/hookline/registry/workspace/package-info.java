/** Workspaces: whose webhooks and tokens these are. */
@NullMarked
package io.hookline.registry.workspace;

import org.jspecify.annotations.NullMarked;
