/** Who may read what: workspace tokens for customers, the internal secret for the other services. */
@NullMarked
package io.hookline.reconciliation.security;

import org.jspecify.annotations.NullMarked;
