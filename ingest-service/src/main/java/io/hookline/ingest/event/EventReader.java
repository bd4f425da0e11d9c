package io.hookline.ingest.event;

import io.hookline.ingest.IngestProperties;
import io.hookline.ingest.http.Fields;
import io.hookline.ingest.kafka.Outgoing;
import io.hookline.ingest.owntype.OwnType;
import io.hookline.ingest.owntype.OwnTypes;
import io.hookline.ingest.security.Caller;
import io.hookline.schemas.EventType;
import io.hookline.schemas.Topics;
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
import tools.jackson.databind.node.StringNode;

/**
 * Reads one event as {@code POST /api/v1/events} takes it; ends with all its errors, with 403 if it is another workspace's, or
 * with 503 if it is not known yet whether there is such a type.
 */
@Component
final class EventReader {
    private static final int LONGEST_TEXT = 255;
    private static final String CUSTOM = Topics.EVENTS_CUSTOM.topicName();
    private static final String[] TYPE_SPELLINGS = {"event", "event_type"};
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    /** From 10000 on (or late in 9999, once in UTC) ISO 8601 wants a sign, which many parsers do not know. */
    private static final int LAST_YEAR = 9998;

    private final EventTypes types;
    private final OwnTypes ownTypes;
    private final Clock clock;
    private final long largestData;

    EventReader(EventTypes types, OwnTypes ownTypes, Clock clock, IngestProperties properties) {
        this.types = types;
        this.ownTypes = ownTypes;
        this.clock = clock;
        this.largestData = properties.maxBody().toBytes();
    }

    /** What an event tells, apart from where and when. */
    private record Told(String topic, Outgoing.Content data, Optional<String> entity) {}

    /** Whether it is of the catalogue, so that reading it takes a moment rather than as long as a customer's schema asks for. */
    boolean isQuick(ObjectNode body) {
        for (String spelling : TYPE_SPELLINGS) {
            if (body.get(spelling) instanceof StringNode name
                    && types.named(name.stringValue()).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads an event.
     *
     * @param index its place in the request
     */
    Event read(ObjectNode body, Origin origin, int index) {
        Caller caller = origin.caller();
        Fields fields = new Fields(body);
        String type = fields.requiredText(LONGEST_TEXT, TYPE_SPELLINGS);
        Optional<JsonNode> data = fields.find("data");
        if (data.isEmpty()) {
            fields.reject("data", "is required: an object with the fields of the event type");
        }
        Optional<Told> told = type.isEmpty() ? Optional.empty() : told(type, data, caller, fields);
        Optional<String> id = fields.text(LONGEST_TEXT, "id");
        if (!id.map(given -> ID.matcher(given).matches()).orElse(true)) {
            fields.reject("id", "must have 1 to 64 of the characters A-Z a-z 0-9 _ . -");
        }
        Optional<Instant> time = fields.text(LONGEST_TEXT, "timestamp").flatMap(given -> instant(given, fields));
        Optional<String> workspace = fields.text(LONGEST_TEXT, "workspaceId", "tenant_id");
        fields.rejectOthers();
        fields.check();
        workspace.ifPresent(caller::mustBeOf);
        Told known = told.orElseThrow();
        return new Event(
                id.orElseGet(() -> origin.ids().apply(index)),
                type,
                known.topic(),
                caller.workspaceId(),
                time.orElseGet(clock::instant),
                known.entity().orElse(null),
                Traceparent.valid(origin.traceparent()).orElse(null),
                known.data());
    }

    /** Empty if there is an error, which is kept. */
    private Optional<Told> told(String name, Optional<JsonNode> data, Caller caller, Fields fields) {
        Optional<EventType> type = types.named(name);
        if (type.isPresent()) {
            return data.map(node -> told(type.get(), node, fields));
        }
        Optional<OwnType> own =
                EventTypes.isReserved(name) ? Optional.empty() : ownTypes.find(caller.workspaceId(), name);
        if (own.isEmpty()) {
            fields.reject("event", types.advice(name));
        }
        return own.flatMap(known -> data.flatMap(node -> told(known, node, fields)));
    }

    private static Told told(EventType type, JsonNode data, Fields fields) {
        GenericRecord record = new DataReader(fields).read(type.schema(), data);
        Optional<String> entity = Optional.ofNullable(type.entity())
                .map(record::get)
                .map(Object::toString)
                .filter(text -> !text.isEmpty());
        checkEntity(type.entity(), entity, fields);
        return new Told(type.topic(), new Outgoing.Content.Avro(record), entity);
    }

    private Optional<Told> told(OwnType type, JsonNode data, Fields fields) {
        return type.read(data, fields).map(read -> {
            checkEntity(type.entity(), read.entity(), fields);
            if (read.json().length > largestData) {
                fields.reject("data", "has more than " + largestData + " bytes as compact JSON");
            }
            return new Told(CUSTOM, new Outgoing.Content.Plain(read.json()), read.entity());
        });
    }

    /** It becomes the record's key and a header, beside its place in the data. */
    private static void checkEntity(@Nullable String field, Optional<String> entity, Fields fields) {
        if (entity.filter(text -> text.length() > LONGEST_TEXT).isPresent()) {
            fields.reject(
                    "data." + field,
                    "may have at most " + LONGEST_TEXT + " characters: it names what the event is about");
        }
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
