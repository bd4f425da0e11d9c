package io.hookline.ingest.http;

import java.util.List;

/** Ends a request with a problem. It is an answer rather than a fault, so it costs no stack trace. */
public final class Rejected extends RuntimeException {
    private final transient Problem problem;

    public Rejected(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public static Rejected field(String field, String message) {
        return new Rejected(Problem.invalidFields(List.of(new FieldError(field, message))));
    }

    public Problem problem() {
        return problem;
    }
}
