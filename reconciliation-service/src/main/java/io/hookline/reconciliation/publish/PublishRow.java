package io.hookline.reconciliation.publish;

import io.hookline.reconciliation.publish.PublishState.Failed;
import io.hookline.reconciliation.publish.PublishState.Pending;
import io.hookline.reconciliation.publish.PublishState.Source;
import io.hookline.reconciliation.publish.PublishState.Succeeded;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A publish as a row of {@code publish_log}: how its state is spread over columns, and read back from them.
 *
 * @param concludedBy {@code platform} or {@code timeout}; null while pending
 */
record PublishRow(
        String status,
        @Nullable String error,
        @Nullable String errorCode,
        @Nullable Instant concludedAt,
        @Nullable String concludedBy,
        boolean corrected) {
    static final String COLUMNS = """
            id, workspace_id, post_id, platform, external_post_id, status, error, error_code, submitted_at, deadline,
            concluded_at, concluded_by, corrected, extra_metadata::text as extra_metadata""";

    private static final TypeReference<Map<String, JsonNode>> METADATA = new TypeReference<>() {};

    /** Finds a status by its name, which is the status itself. */
    static Optional<String> status(String name) {
        return Optional.of(name).filter(Set.of("pending", "succeeded", "failed")::contains);
    }

    static PublishRow of(PublishState state) {
        return switch (state) {
            case Pending _ -> new PublishRow("pending", null, null, null, null, false);
            case Succeeded(Instant at, boolean corrected) ->
                new PublishRow("succeeded", null, null, at, wireName(Source.PLATFORM), corrected);
            case Failed(Instant at, String error, String code, Source source) ->
                new PublishRow("failed", error, code, at, wireName(source), false);
        };
    }

    static Publish read(Readable row, JsonMapper json) {
        return new Publish(
                text(row, "id"),
                text(row, "workspace_id"),
                text(row, "post_id"),
                new PostKey(
                        Platform.valueOf(text(row, "platform").toUpperCase(Locale.ROOT)),
                        text(row, "external_post_id")),
                instant(row, "submitted_at"),
                instant(row, "deadline"),
                state(row),
                json.readValue(text(row, "extra_metadata"), METADATA));
    }

    private static PublishState state(Readable row) {
        return switch (text(row, "status")) {
            case "pending" -> new Pending();
            case "succeeded" ->
                new Succeeded(instant(row, "concluded_at"), Boolean.TRUE.equals(row.get("corrected", Boolean.class)));
            case "failed" ->
                new Failed(
                        instant(row, "concluded_at"),
                        text(row, "error"),
                        text(row, "error_code"),
                        Source.valueOf(text(row, "concluded_by").toUpperCase(Locale.ROOT)));
            case String other -> throw new IllegalStateException("publish_log knows no status " + other);
        };
    }

    private static String wireName(Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    private static String text(Readable row, String column) {
        return required(row.get(column, String.class), column);
    }

    private static Instant instant(Readable row, String column) {
        return required(row.get(column, Instant.class), column);
    }

    private static <T> T required(@Nullable T value, String column) {
        if (value == null) {
            throw new IllegalStateException("publish_log." + column + " is null, which its constraints forbid");
        }
        return value;
    }
}
