/** How what was changed in the database gets to Kafka: at least once, in order, and soon. */
@NullMarked
package io.hookline.registry.publication;

import org.jspecify.annotations.NullMarked;
