package io.hookline.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** All event types, read from the schema files beside this class. Immutable. */
public final class EventCatalogue {
    private static final String DIRECTORY = "/hookline/avro/event/";
    private static final String INDEX = "/hookline/events.txt";

    private final Map<String, EventType> types;

    private EventCatalogue(Map<String, EventType> types) {
        this.types = types;
    }

    /** The types that this version of Hookline ships with, in the order of {@code events.txt}. */
    public static EventCatalogue load() {
        Map<String, EventType> types = new LinkedHashMap<>();
        for (String file : index()) {
            EventType type = describe(schema(file));
            types.put(type.name(), type);
        }
        return new EventCatalogue(types);
    }

    public Optional<EventType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    public Collection<EventType> all() {
        return List.copyOf(types.values());
    }

    private static EventType describe(Schema schema) {
        return new EventType(
                required(schema, "hookline.type").toString(),
                required(schema, "hookline.topic").toString(),
                schema.getProp("hookline.entity"),
                schema.getDoc(),
                schema,
                json(required(schema, "hookline.example")));
    }

    private static Object required(Schema schema, String property) {
        Object value = schema.getObjectProp(property);
        if (value == null) {
            throw new IllegalStateException(schema.getFullName() + " lacks the property " + property);
        }
        return value;
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An example that came from JSON must go back to it", e);
        }
    }

    static List<String> index() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(INDEX), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema(String file) {
        try (InputStream in = open(DIRECTORY + file)) {
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = EventCatalogue.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException(resource + " is missing from the class path");
        }
        return in;
    }
}
