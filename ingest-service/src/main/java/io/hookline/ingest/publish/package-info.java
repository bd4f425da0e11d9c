/** A worker registers a publish, so that a callback is due from then on. */
@NullMarked
package io.hookline.ingest.publish;

import org.jspecify.annotations.NullMarked;
