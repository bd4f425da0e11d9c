/** How requests are read and how failures are answered. Knows nothing of what the service is about. */
@NullMarked
package io.hookline.registry.http;

import org.jspecify.annotations.NullMarked;
