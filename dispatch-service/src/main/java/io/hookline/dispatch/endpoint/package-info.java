/** What is known of each endpoint beyond its subscription: who is there now, and how it has been doing. */
@NullMarked
package io.hookline.dispatch.endpoint;

import org.jspecify.annotations.NullMarked;
