/** A request that is sent again is answered again rather than carried out again: {@code Idempotency-Key}. */
@NullMarked
package io.hookline.ingest.idempotency;

import org.jspecify.annotations.NullMarked;
