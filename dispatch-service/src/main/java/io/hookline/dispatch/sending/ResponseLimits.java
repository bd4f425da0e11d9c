package io.hookline.dispatch.sending;

/** How much of an answer is read and kept. Receivers have no business answering at length. */
final class ResponseLimits {
    /** What customers get to see of the body. */
    static final int KEPT_BODY_BYTES = 16 * 1024;
    /** What is read, so that the connection can be used again; a longer body ends the exchange. */
    static final int READ_BODY_BYTES = 1024 * 1024;

    static final int READ_HEADER_BYTES = 32 * 1024;
    static final int KEPT_HEADERS = 50;
    static final int KEPT_HEADER_LENGTH = 1024;

    private ResponseLimits() {}
}
