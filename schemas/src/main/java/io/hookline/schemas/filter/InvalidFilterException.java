package io.hookline.schemas.filter;

import java.io.Serial;

/** Says what to change in a content filter, and where. */
public final class InvalidFilterException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String problem;

    InvalidFilterException(String path, String problem) {
        super((path.isEmpty() ? "" : path + " ") + problem);
        this.path = path;
        this.problem = problem;
    }

    /** Where in the filter; empty if it is about the whole. */
    public String path() {
        return path;
    }

    /** The message without the path. */
    public String problem() {
        return problem;
    }
}
