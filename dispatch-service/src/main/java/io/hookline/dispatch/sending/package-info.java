/** One HTTP exchange, from a signed request to what came of it. */
@NullMarked
package io.hookline.dispatch.sending;

import org.jspecify.annotations.NullMarked;
