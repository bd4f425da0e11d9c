/** Emits events to Hookline; {@link io.hookline.client.emit.EventEmitter} is where to begin. */
@NullMarked
package io.hookline.client.emit;

import org.jspecify.annotations.NullMarked;
