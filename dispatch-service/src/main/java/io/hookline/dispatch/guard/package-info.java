/** Which addresses may be connected to. */
@NullMarked
package io.hookline.dispatch.guard;

import org.jspecify.annotations.NullMarked;
