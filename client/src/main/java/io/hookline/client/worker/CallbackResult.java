package io.hookline.client.worker;

/** What became of a callback. */
public sealed interface CallbackResult {
    /** The submitter answered 2xx. */
    record Delivered(int status) implements CallbackResult {}

    /**
     * The submitter is not known to have it.
     *
     * @param detail why, in words
     */
    record NotDelivered(String detail) implements CallbackResult {}
}
