package io.hookline.registry.delivery;

import io.hookline.registry.eventlog.Place;
import io.hookline.registry.http.Rejected;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What is known of a delivery that has been made or tried.
 *
 * @param isRetrying whether a further attempt is due by itself
 * @param requestedAt when it was first asked for
 * @param lastAttempt the number of its newest attempt
 * @param source where its event stands on the log
 */
public record RecordedDelivery(String id, boolean isRetrying, Instant requestedAt, int lastAttempt, Place source) {
    private static final Pattern FORM = Pattern.compile("\\w{1,100}");

    /** Reads an id from a path; what has another form is the id of no delivery, hence not found. */
    public static String parseId(String text) {
        if (!FORM.matcher(text).matches()) {
            throw Rejected.notFound("delivery");
        }
        return text;
    }
}
