/** Deliveries that are asked for once more: a single one, what failed, or whatever the log has. */
@NullMarked
package io.hookline.registry.redelivery;

import org.jspecify.annotations.NullMarked;
