package io.hookline.dispatch.delivery;

import io.hookline.dispatch.endpoint.Endpoint;
import io.hookline.dispatch.sending.Exchange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** All ways in which a delivery leaves the {@link DeliveryPipeline}; what follows from each is in {@link OutcomeRouter}. */
public sealed interface DeliveryOutcome {

    /** An attempt was made, or was refused by the address guard at the last moment. */
    sealed interface Attempted extends DeliveryOutcome {
        Exchange exchange();
    }

    /** The endpoint took it. */
    record Delivered(Exchange exchange) implements Attempted {}

    /**
     * Another attempt may succeed.
     *
     * @param retryAfter the wait that the endpoint asks for, if it does
     */
    record Retryable(
            Reason reason, Exchange exchange, @Nullable Duration retryAfter) implements Attempted {}

    /** The endpoint does not want this delivery, or must not have it. */
    record Rejected(Reason reason, Exchange exchange) implements Attempted {}

    /** The endpoint wants no more deliveries at all; registry-service disables the subscription. */
    record Gone(Exchange exchange) implements Attempted {}

    /** It has become too old to be of use. No attempt was made. */
    record Expired() implements DeliveryOutcome {}

    /** The customer no longer wants it, or it cannot be signed. No attempt was made. */
    record Discarded(Reason reason) implements DeliveryOutcome {}

    /**
     * There is no capacity for it now. No attempt was made, and none is counted.
     *
     * @param turn how long until there may be, if all those come first who were put off before
     */
    record Deferred(Cause cause, Duration turn) implements DeliveryOutcome {
        static Deferred from(Endpoint endpoint, Cause cause) {
            return new Deferred(cause, endpoint.nextTurn());
        }
    }

    /** What there was no capacity of. */
    enum Cause {
        ENDPOINT_BUSY,
        RATE_LIMIT,
        CIRCUIT_OPEN,
        /** Retries have all that they may have of the whole. */
        CAPACITY
    }
}
