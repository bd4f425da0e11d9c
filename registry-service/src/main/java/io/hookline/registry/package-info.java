/** Who wants which events, with which secret, and what became of each delivery. */
@NullMarked
package io.hookline.registry;

import org.jspecify.annotations.NullMarked;
