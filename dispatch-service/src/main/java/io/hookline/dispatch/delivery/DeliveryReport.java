package io.hookline.dispatch.delivery;

import io.hookline.dispatch.sending.Exchange;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the customer gets to see of a delivery after an attempt, or after its end without one.
 *
 * @param at when this was decided
 * @param exchange null if no attempt was made
 * @param nextAttemptAt null if there is none
 */
record DeliveryReport(
        Delivery delivery,
        Instant at,
        @Nullable Exchange exchange,
        OutcomeSummary outcome,
        Status status,
        @Nullable Instant nextAttemptAt) {

    /** What has become of the delivery. */
    enum Status {
        DELIVERED,
        RETRYING,
        /** Its retries are used up, or it has become too old. */
        FAILED,
        REJECTED,
        DISCARDED;

        private final String word = name().toLowerCase(Locale.ROOT);

        String word() {
            return word;
        }
    }
}
