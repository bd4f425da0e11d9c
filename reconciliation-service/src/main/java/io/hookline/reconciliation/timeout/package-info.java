/** Publishes about which nobody said anything in time. */
@NullMarked
package io.hookline.reconciliation.timeout;

import org.jspecify.annotations.NullMarked;
