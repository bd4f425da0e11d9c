package io.hookline.registry.http;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times that clients pass: ISO 8601 with a zone ({@code 2026-01-31T08:00:00Z}), or a day, which begins in UTC. */
public final class IsoTime {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final int LENGTH_OF_A_DAY = 10;

    private IsoTime() {}

    /** What is wrong with the text, if anything is. */
    public static Optional<String> problem(String text) {
        return read(text).isPresent()
                ? Optional.empty()
                : Optional.of("must be a time as ISO 8601, for instance 2026-01-31T08:00:00Z");
    }

    /** The time, in milliseconds as all times here, of a text that has no problem. */
    public static Instant parse(String text) {
        return read(text).orElseThrow();
    }

    /** Reads a query parameter; absent is null. */
    public static @Nullable Instant parameter(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        // A plus sign that is not encoded arrives as a space.
        return read(text.replace(' ', '+'))
                .orElseThrow(
                        () -> Rejected.field(name, problem(text).orElse("must have its plus sign encoded as %2B")));
    }

    private static Optional<Instant> read(String text) {
        try {
            Instant time = text.length() == LENGTH_OF_A_DAY
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            return Optional.of(time.truncatedTo(ChronoUnit.MILLIS))
                    .filter(read -> !read.isBefore(EARLIEST) && read.isBefore(LATEST));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
