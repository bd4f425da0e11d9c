/** How records are read, accounted for and written: one loop, one publisher, one decoder. */
@NullMarked
package io.hookline.dispatch.kafka;

import org.jspecify.annotations.NullMarked;
