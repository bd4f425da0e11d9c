/** One event becomes one delivery for each subscription that asked for it. */
@NullMarked
package io.hookline.dispatch.fanout;

import org.jspecify.annotations.NullMarked;
