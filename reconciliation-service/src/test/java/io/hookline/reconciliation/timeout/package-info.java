@NullMarked
package io.hookline.reconciliation.timeout;

import org.jspecify.annotations.NullMarked;
