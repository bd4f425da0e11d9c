@NullMarked
package io.hookline.reconciliation.reading;

import org.jspecify.annotations.NullMarked;
