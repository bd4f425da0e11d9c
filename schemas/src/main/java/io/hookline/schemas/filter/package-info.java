/** The content filters of webhooks. */
@NullMarked
package io.hookline.schemas.filter;

import org.jspecify.annotations.NullMarked;
