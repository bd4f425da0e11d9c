@NullMarked
package io.hookline.reconciliation;

import org.jspecify.annotations.NullMarked;
