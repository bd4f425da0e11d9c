/** How a request is signed. */
@NullMarked
package io.hookline.dispatch.signing;

import org.jspecify.annotations.NullMarked;
