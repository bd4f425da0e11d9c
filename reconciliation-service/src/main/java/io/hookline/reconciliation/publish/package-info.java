/** The publish: its state machine, its log and what customers are told about it. Knows nothing of Kafka's callbacks. */
@NullMarked
package io.hookline.reconciliation.publish;

import org.jspecify.annotations.NullMarked;
