package io.hookline.registry.http;

import java.util.List;
import org.springframework.http.HttpStatus;

/** Ends a request with a problem. It is an answer rather than a fault, so it costs no stack trace. */
public final class Rejected extends RuntimeException {
    private final transient Problem problem;

    public Rejected(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public static Rejected because(HttpStatus status, String detail) {
        return new Rejected(Problem.of(status, detail));
    }

    /** For what does not exist, and for what exists elsewhere: the answers do not differ. */
    public static Rejected notFound(String what) {
        return because(HttpStatus.NOT_FOUND, "There is no such " + what + ".");
    }

    public static Rejected field(String field, String message) {
        return new Rejected(Problem.invalidFields(List.of(new FieldError(field, message))));
    }

    public Problem problem() {
        return problem;
    }
}
