package io.hookline.dispatch.delivery;

/** Where a delivery comes from, which decides how much of the capacity it may take. */
public enum Lane {
    /** It was just fanned out. Half of the capacity is kept for these, however many retries there are. */
    FIRST,
    /** It has waited on a retry topic or the deferred one. */
    LATER
}
