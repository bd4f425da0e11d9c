package io.hookline.ingest.event;

import io.hookline.ingest.http.Fields;
import io.hookline.ingest.kafka.Ids;
import io.hookline.ingest.security.Caller;
import io.hookline.schemas.EventType;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the body of {@code POST /api/v1/events}; ends with all its errors, or with 403 if it is another workspace's. */
@Component
final class EventReader {
    private static final int LONGEST_TEXT = 255;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    /** From 10000 on (or late in 9999, once in UTC) ISO 8601 wants a sign, which many parsers do not know. */
    private static final int LAST_YEAR = 9998;

    private final EventTypes types;
    private final Clock clock;

    EventReader(EventTypes types, Clock clock) {
        this.types = types;
        this.clock = clock;
    }

    Event read(ObjectNode body, Caller caller, @Nullable String traceparent) {
        Fields fields = new Fields(body);
        Optional<EventType> type = type(fields);
        Optional<JsonNode> data = fields.find("data");
        if (data.isEmpty()) {
            fields.reject("data", "is required: an object with the fields of the event type");
        }
        Optional<GenericRecord> record =
                type.flatMap(known -> data.map(node -> new DataReader(fields).read(known.schema(), node)));
        Optional<String> id = fields.text(LONGEST_TEXT, "id");
        if (!id.map(given -> ID.matcher(given).matches()).orElse(true)) {
            fields.reject("id", "must have 1 to 64 of the characters A-Z a-z 0-9 _ . -");
        }
        Optional<Instant> time = fields.text(LONGEST_TEXT, "timestamp").flatMap(given -> instant(given, fields));
        Optional<String> workspace = fields.text(LONGEST_TEXT, "workspaceId", "tenant_id");
        fields.rejectOthers();
        fields.check();
        workspace.ifPresent(caller::mustBeOf);
        return new Event(
                id.orElseGet(() -> Ids.random("evt_")),
                type.orElseThrow(),
                caller.workspaceId(),
                time.orElseGet(clock::instant),
                type.flatMap(known -> entity(known, record.orElseThrow())).orElse(null),
                Traceparent.valid(traceparent).orElse(null),
                record.orElseThrow());
    }

    private Optional<EventType> type(Fields fields) {
        String name = fields.requiredText(LONGEST_TEXT, "event", "event_type");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<EventType> type = types.named(name);
        if (type.isEmpty()) {
            fields.reject("event", types.advice(name));
        }
        return type;
    }

    private static Optional<String> entity(EventType type, GenericRecord data) {
        return Optional.ofNullable(type.entity())
                .map(data::get)
                .map(Object::toString)
                .filter(text -> !text.isEmpty());
    }

    private static Optional<Instant> instant(String text, Fields fields) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= 0 && time.getYear() <= LAST_YEAR) {
                return Optional.of(time.toInstant());
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        fields.reject("timestamp", "must be ISO 8601 with an offset, for instance 2024-01-15T10:00:00Z");
        return Optional.empty();
    }
}
