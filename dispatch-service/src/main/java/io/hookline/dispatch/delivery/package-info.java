/** One delivery, from its record on Kafka to its outcome on Kafka. */
@NullMarked
package io.hookline.dispatch.delivery;

import org.jspecify.annotations.NullMarked;
