/** Who may call what: all rules in one place. */
@NullMarked
package io.hookline.registry.access;

import org.jspecify.annotations.NullMarked;
