/** The service itself: how it starts, what can be configured, and the few things all features share. */
@NullMarked
package io.hookline.reconciliation;

import org.jspecify.annotations.NullMarked;
