/** Records on their way to Kafka: stored with the change they tell of, relayed in order afterwards. */
@NullMarked
package io.hookline.reconciliation.outbox;

import org.jspecify.annotations.NullMarked;
