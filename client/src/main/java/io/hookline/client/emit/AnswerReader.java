package io.hookline.client.emit;

import io.hookline.client.emit.Emitted.FieldError;
import io.hookline.client.emit.IngestAnswer.NotNow;
import io.hookline.client.emit.IngestAnswer.PerEvent;
import io.hookline.client.emit.IngestAnswer.Refused;
import io.hookline.client.emit.IngestAnswer.Taken;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Turns an HTTP answer into a decision: the one place where a status becomes one. Thread-safe. */
final class AnswerReader {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int MULTI_STATUS = 207;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int MOST_ERRORS = 50;

    private final JsonMapper json;
    private final Clock clock;

    AnswerReader(JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param events how many the request had
     * @param retryAfter the header of that name, if there was one
     */
    IngestAnswer read(int status, @Nullable String retryAfter, byte[] body, int events) {
        JsonNode answer = parse(body);
        Duration wait = seconds(retryAfter).orElse(null);
        return switch (status) {
            case OK, ACCEPTED, MULTI_STATUS -> perEvent(status, answer, events, wait);
            // A token that has run out is replaced by the supplier; the events are not to blame.
            case UNAUTHORIZED, REQUEST_TIMEOUT, TOO_EARLY, TOO_MANY_REQUESTS ->
                new NotNow(detail(status, answer), wait);
            case BAD_REQUEST, FORBIDDEN, CONFLICT, CONTENT_TOO_LARGE, UNPROCESSABLE -> refused(status, answer, true);
            default ->
                status >= SERVER_ERRORS ? new NotNow(detail(status, answer), wait) : refused(status, answer, false);
        };
    }

    private IngestAnswer perEvent(int status, JsonNode answer, int events, @Nullable Duration retryAfter) {
        // A 202 took everything, whatever else it says; of a 207 only what it says is known.
        IngestAnswer unsaid =
                status == MULTI_STATUS ? new NotNow("The answer does not mention it", retryAfter) : new Taken();
        List<IngestAnswer> answers = new ArrayList<>(Collections.nCopies(events, unsaid));
        for (JsonNode item : answer.path("items")) {
            int index = item.path("index").intValue(-1);
            if (index >= 0 && index < events) {
                answers.set(index, one(item.path("status").intValue(0), item, retryAfter));
            }
        }
        return new PerEvent(answers);
    }

    /** The same decision as if it had been sent alone, but for what cannot be told apart any further. */
    private static IngestAnswer one(int status, JsonNode item, @Nullable Duration retryAfter) {
        return switch (status) {
            case OK, ACCEPTED -> new Taken();
            case 0, UNAUTHORIZED, REQUEST_TIMEOUT, TOO_EARLY, TOO_MANY_REQUESTS ->
                new NotNow(detail(status, item), retryAfter);
            default ->
                status >= SERVER_ERRORS ? new NotNow(detail(status, item), retryAfter) : refused(status, item, false);
        };
    }

    private static Refused refused(int status, JsonNode answer, boolean perhapsOne) {
        List<FieldError> errors = new ArrayList<>();
        for (JsonNode error : answer.path("errors")) {
            if (errors.size() < MOST_ERRORS) {
                errors.add(new FieldError(
                        error.path("field").asString(""), error.path("message").asString("")));
            }
        }
        return new Refused(status, detail(status, answer), errors, perhapsOne);
    }

    private static String detail(int status, JsonNode answer) {
        String detail = answer.path("detail").asString("");
        return detail.isEmpty() ? "Hookline answered " + status : detail;
    }

    private JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : json.readTree(body);
        } catch (JacksonException e) {
            // A proxy's page, for instance: the status has to do.
            return MissingNode.getInstance();
        }
    }

    private Optional<Duration> seconds(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(retryAfter.trim()))));
        } catch (NumberFormatException e) {
            return untilDate(retryAfter.trim());
        }
    }

    private Optional<Duration> untilDate(String date) {
        try {
            ZonedDateTime time = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), time.toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
