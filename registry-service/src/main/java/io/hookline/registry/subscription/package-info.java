/** Webhooks: their state, the calls that change it, and how the change gets to Kafka. */
@NullMarked
package io.hookline.registry.subscription;

import org.jspecify.annotations.NullMarked;
