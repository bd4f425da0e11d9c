@NullMarked
package io.hookline.reconciliation.outbox;

import org.jspecify.annotations.NullMarked;
