/** The event types that can be subscribed to. */
@NullMarked
package io.hookline.registry.catalogue;

import org.jspecify.annotations.NullMarked;
