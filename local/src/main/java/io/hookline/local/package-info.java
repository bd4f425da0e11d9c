/** The whole system on one machine: parts, the four services, a receiver for deliveries. */
@NullMarked
package io.hookline.local;

import org.jspecify.annotations.NullMarked;
