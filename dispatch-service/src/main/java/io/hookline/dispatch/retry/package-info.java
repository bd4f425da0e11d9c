/** When a delivery is tried again, and which topic it waits on until then. */
@NullMarked
package io.hookline.dispatch.retry;

import org.jspecify.annotations.NullMarked;
