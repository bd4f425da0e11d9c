/** What all read calls share: pages, cursors and the way a bad query is answered. */
@NullMarked
package io.hookline.reconciliation.reading;

import org.jspecify.annotations.NullMarked;
