/** Event types of workspaces' own: what is known of them, and what the data of their events must be. */
@NullMarked
package io.hookline.ingest.owntype;

import org.jspecify.annotations.NullMarked;
