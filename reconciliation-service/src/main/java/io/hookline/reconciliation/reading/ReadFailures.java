package io.hookline.reconciliation.reading;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers for a database that does not: 503, since the caller did nothing wrong and may come back. */
@RestControllerAdvice
final class ReadFailures {
    private static final Logger log = LoggerFactory.getLogger(ReadFailures.class);
    private static final String SECONDS_TO_WAIT = "5";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> databaseAway(DataAccessException failure) {
        log.atWarn().setCause(failure).log("A read failed");
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The database does not answer. Nothing is lost; try again in a moment.");
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, SECONDS_TO_WAIT)
                .body(problem);
    }
}
