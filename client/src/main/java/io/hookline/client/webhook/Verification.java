package io.hookline.client.webhook;

/**
 * Whether a request is to be believed.
 *
 * <pre>{@code
 * if (verifier.verify(body, request::getHeader) instanceof Verification.Verified verified) {
 *     handle(verified.event());
 * } else {
 *     response.setStatus(401);
 * }
 * }</pre>
 */
public sealed interface Verification {
    /** The sender has the secret, the body is as it was signed, and it is an event. */
    record Verified(WebhookEvent event) implements Verification {}

    /**
     * It is not to be believed, or not an event.
     *
     * @param detail for the log; shows no secret and no body
     */
    record Refused(Reason reason, String detail) implements Verification {}

    /** What is wrong with a request. */
    enum Reason {
        /** A header that the signature needs is not there. */
        MISSING_HEADER,
        /** {@code webhook-timestamp} is not a number of seconds. */
        MALFORMED_TIMESTAMP,
        /** It was signed too long ago: a replay, or a clock that is wrong. */
        TOO_OLD,
        /** It was signed too far in the future: a clock is wrong. */
        TOO_NEW,
        /** There is no signature of a kind for which there is a secret or a key, or it is not written as it must be. */
        NO_USABLE_SIGNATURE,
        /**
         * None of the secrets and keys made the signature: a wrong secret, or a body that was changed, for instance
         * parsed and printed.
         */
        WRONG_SIGNATURE,
        /** The signature is good, but the body is not an event of Hookline's. */
        NOT_AN_EVENT
    }
}
