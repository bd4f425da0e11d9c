package io.hookline.registry.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a JSON object, asked for one by one. All that is wrong is collected and answered together by {@link #end},
 * which also finds the fields that nobody asked for, so that no misspelt one is dropped silently. For one thread.
 */
public final class Fields {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ObjectNode object;
    private final String path;
    private final List<FieldError> errors;
    private final Set<String> known = new HashSet<>();

    private Fields(ObjectNode object) {
        this(object, "", new ArrayList<>());
    }

    private Fields(ObjectNode object, String path, List<FieldError> errors) {
        this.object = object;
        this.path = path;
        this.errors = errors;
    }

    /** The object in the bytes; no bytes are an empty object. */
    public static Fields of(byte[] body) {
        if (body.length == 0) {
            return new Fields(JsonNodeFactory.instance.objectNode());
        }
        try {
            // Decoded first: the parser would guess at UTF-16 and let some malformed UTF-8 through.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return new Fields(object);
            }
            throw Rejected.because(HttpStatus.BAD_REQUEST, "The body must be a JSON object.");
        } catch (CharacterCodingException e) {
            throw Rejected.because(HttpStatus.BAD_REQUEST, "The body is not valid UTF-8.");
        } catch (JacksonException e) {
            throw Rejected.because(HttpStatus.BAD_REQUEST, "The body is not valid JSON: " + place(e) + ".");
        }
    }

    public Given<String> text(String name, Function<String, Optional<String>> problem) {
        return read(name, "must be a string", JsonNode::isString, node -> {
            problem.apply(node.stringValue()).ifPresent(message -> reject(name, message));
            return node.stringValue();
        });
    }

    public Given<Boolean> bool(String name) {
        return read(name, "must be true or false", JsonNode::isBoolean, JsonNode::booleanValue);
    }

    public Given<Integer> integer(String name, int lowest, int highest) {
        return read(
                name,
                "must be a whole number from " + lowest + " to " + highest,
                node -> node.isIntegralNumber()
                        && node.canConvertToInt()
                        && node.intValue() >= lowest
                        && node.intValue() <= highest,
                JsonNode::intValue);
    }

    public Given<List<String>> texts(String name, Function<String, Optional<String>> problem) {
        return read(name, "must be a list of strings", node -> node.isArray() && holdsStrings(node), node -> {
            List<String> values =
                    node.values().stream().map(JsonNode::stringValue).toList();
            for (int i = 0; i < values.size(); i++) {
                String field = name + "[" + i + "]";
                problem.apply(values.get(i)).ifPresent(message -> reject(field, message));
            }
            return values;
        });
    }

    public Given<Map<String, String>> textMap(String name, BiFunction<String, String, Optional<String>> problem) {
        String expected = "must be an object whose values are strings";
        return read(name, expected, node -> node.isObject() && holdsStrings(node), node -> {
            Map<String, String> values = new LinkedHashMap<>();
            node.properties().forEach(entry -> {
                String value = entry.getValue().stringValue();
                values.put(entry.getKey(), value);
                problem.apply(entry.getKey(), value).ifPresent(message -> reject(name + "." + entry.getKey(), message));
            });
            return values;
        });
    }

    /** A JSON object as it is. */
    public Given<ObjectNode> json(String name) {
        return read(name, "must be an object", JsonNode::isObject, ObjectNode.class::cast);
    }

    /** An object whose fields are read one by one as well; what is wrong with them is found by their path. */
    public <T> Given<T> object(String name, Function<Fields, @Nullable T> reading) {
        Given<ObjectNode> given = json(name);
        ObjectNode value = given.value();
        if (value == null) {
            return given.present() ? Given.of(null) : Given.absent();
        }
        Fields fields = new Fields(value, path + name + ".", errors);
        T read = reading.apply(fields);
        fields.rejectUnknown();
        return Given.of(read);
    }

    /** The field must be there; says so unless something else is wrong with it already. */
    public void rejectMissing(String field) {
        if (errors.stream().noneMatch(error -> error.field().equals(path + field))) {
            reject(field, "is required");
        }
    }

    public void reject(String field, String message) {
        errors.add(new FieldError(path + field, message));
    }

    /** Throws {@link Rejected} if anything was wrong. */
    public void end() {
        rejectUnknown();
        if (!errors.isEmpty()) {
            throw new Rejected(Problem.invalidFields(errors));
        }
    }

    private void rejectUnknown() {
        object.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> reject(name, "is not a field of this call"));
    }

    private <T> Given<T> read(
            String name, String expected, Predicate<JsonNode> fits, Function<JsonNode, T> conversion) {
        known.add(name);
        JsonNode node = object.get(name);
        if (node == null) {
            return Given.absent();
        }
        if (!node.isNull() && !fits.test(node)) {
            reject(name, expected);
            return Given.of(null);
        }
        return Given.of(node.isNull() ? null : conversion.apply(node));
    }

    private static boolean holdsStrings(JsonNode node) {
        return node.values().stream().allMatch(JsonNode::isString);
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? "it ends too early"
                : "see line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }
}
