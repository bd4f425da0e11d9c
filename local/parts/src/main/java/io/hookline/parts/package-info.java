/** The real parts that tests and {@code ./run} need: a Kafka broker, PostgreSQL, a schema registry. */
@NullMarked
package io.hookline.parts;

import org.jspecify.annotations.NullMarked;
