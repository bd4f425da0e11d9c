package io.hookline.ingest.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Why a request was not accepted, as RFC 9457 tells it. Immutable.
 *
 * @param status the HTTP status, whose phrase is the title
 * @param detail what to change, for people
 * @param errors which fields are wrong; empty if it is not about fields
 * @param headers further headers of the answer
 */
public record Problem(HttpStatus status, String detail, List<FieldError> errors, Map<String, String> headers) {
    /** With more than these an answer could outgrow the request. */
    private static final int MOST_ERRORS = 50;

    /** In seconds: the value of {@code Retry-After} where nothing better is known. */
    public static final String RETRY_AFTER = "5";

    public Problem {
        errors = List.copyOf(errors.size() > MOST_ERRORS ? errors.subList(0, MOST_ERRORS) : errors);
        headers = Map.copyOf(headers);
    }

    public static Problem of(HttpStatus status, String detail) {
        return new Problem(status, detail, List.of(), Map.of());
    }

    public static Problem badRequest(String detail) {
        return of(HttpStatus.BAD_REQUEST, detail);
    }

    public static Problem invalidFields(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? "One field is wrong; see errors."
                : errors.size() + " fields are wrong; see errors.";
        return new Problem(HttpStatus.BAD_REQUEST, detail, errors, Map.of());
    }

    public static Problem methodNotAllowed(String allowed) {
        return of(HttpStatus.METHOD_NOT_ALLOWED, "Use " + allowed + " here.").with(HttpHeaders.ALLOW, allowed);
    }

    /** Nothing is wrong with the request; the same one will do later. */
    public static Problem unavailable(String detail) {
        return of(HttpStatus.SERVICE_UNAVAILABLE, detail).with(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
    }

    /** The same with no more than so many errors. */
    public Problem withAtMost(int most) {
        return errors.size() <= most ? this : new Problem(status, detail, errors.subList(0, most), headers);
    }

    public Problem with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Problem(status, detail, errors, more);
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", status.getReasonPhrase());
        body.put("status", status.value());
        body.put("detail", detail);
        if (!errors.isEmpty()) {
            body.put("errors", errors);
        }
        return body;
    }
}
