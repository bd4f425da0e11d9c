/** Takes callbacks and events over HTTP and writes them to Kafka; the features are in the packages below. */
@NullMarked
package io.hookline.ingest;

import org.jspecify.annotations.NullMarked;
