/** Writing to Kafka without ever blocking the caller: topics, wire format, acknowledgement. */
@NullMarked
package io.hookline.ingest.kafka;

import org.jspecify.annotations.NullMarked;
