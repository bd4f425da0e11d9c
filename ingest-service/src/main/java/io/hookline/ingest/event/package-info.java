/** An application emits an event of the catalogue. */
@NullMarked
package io.hookline.ingest.event;

import org.jspecify.annotations.NullMarked;
