/** Events read back from Kafka, where they stand for as long as their topics are kept. */
@NullMarked
package io.hookline.registry.eventlog;

import org.jspecify.annotations.NullMarked;
