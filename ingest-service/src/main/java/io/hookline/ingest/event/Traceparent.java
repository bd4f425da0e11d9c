package io.hookline.ingest.event;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header of W3C Trace Context; one that does not have its form is treated as absent, as the specification asks. */
final class Traceparent {
    static final String HEADER = "traceparent";

    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    static Optional<String> valid(@Nullable String header) {
        return Optional.ofNullable(header).filter(value -> FORM.matcher(value).matches());
    }
}
