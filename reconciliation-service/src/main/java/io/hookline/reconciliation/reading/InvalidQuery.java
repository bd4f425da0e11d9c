package io.hookline.reconciliation.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A query parameter that cannot be understood: answered with 400 and what to change. */
public final class InvalidQuery extends ErrorResponseException {
    private static final long serialVersionUID = 1;

    private record FieldError(String field, String message) {}

    InvalidQuery(String parameter, String demand, @Nullable Throwable cause) {
        super(HttpStatus.BAD_REQUEST, problem(parameter, demand), cause);
    }

    private static ProblemDetail problem(String parameter, String demand) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, "The parameter " + parameter + " " + demand + ".");
        problem.setTitle("Invalid query");
        problem.setProperty("errors", List.of(new FieldError(parameter, demand)));
        return problem;
    }
}
