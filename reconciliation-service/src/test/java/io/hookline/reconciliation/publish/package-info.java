@NullMarked
package io.hookline.reconciliation.publish;

import org.jspecify.annotations.NullMarked;
