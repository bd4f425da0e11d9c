@NullMarked
package io.hookline.reconciliation.callback;

import org.jspecify.annotations.NullMarked;
