/** The subscriptions, held in memory from the compacted topic. */
@NullMarked
package io.hookline.dispatch.subscription;

import org.jspecify.annotations.NullMarked;
