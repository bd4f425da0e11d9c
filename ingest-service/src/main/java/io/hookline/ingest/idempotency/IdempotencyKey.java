package io.hookline.ingest.idempotency;

import io.hookline.ingest.http.Rejected;
import java.util.regex.Pattern;

/** What a client calls a request, so that sending it again is no second one. */
public record IdempotencyKey(String value) {
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /** Reads the header; ends the request if it cannot be a key. */
    public static IdempotencyKey of(String header) {
        if (!FORM.matcher(header).matches()) {
            throw Rejected.field(HEADER, "must have 1 to 255 visible ASCII characters");
        }
        return new IdempotencyKey(header);
    }
}
