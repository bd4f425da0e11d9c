/** What platforms and workers say on {@code callbacks.publishing.v1}: read, understood and applied, batch by batch. */
@NullMarked
package io.hookline.reconciliation.callback;

import org.jspecify.annotations.NullMarked;
