/** An application emits events: of the catalogue, or of its workspace's own types. */
@NullMarked
package io.hookline.ingest.event;

import org.jspecify.annotations.NullMarked;
