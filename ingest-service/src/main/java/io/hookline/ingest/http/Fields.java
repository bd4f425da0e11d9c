package io.hookline.ingest.http;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the fields out of a JSON object one after the other and collects what is wrong with them, so that a client learns of
 * everything at once. After {@link #check()} all that was returned is valid. Not thread-safe.
 */
public final class Fields {
    private final ObjectNode object;
    private final Set<String> known = new HashSet<>();
    private final Set<FieldError> errors = new LinkedHashSet<>();

    public Fields(ObjectNode object) {
        this.object = object;
    }

    /** A text of 1 to {@code longest} characters under one of the spellings; empty if there is an error, which is kept. */
    public String requiredText(int longest, String... spellings) {
        Optional<String> text = text(longest, spellings);
        if (text.isEmpty() && find(spellings).isEmpty()) {
            reject(spellings[0], "is required");
        }
        return text.orElse("");
    }

    /** The same for a field that may be missing or null. */
    public Optional<String> text(int longest, String... spellings) {
        Optional<JsonNode> found = find(spellings);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String field = spellingOf(spellings);
        if (!found.get().isString()) {
            reject(field, "must be a string");
            return Optional.empty();
        }
        String text = found.get().stringValue();
        if (text.isBlank() || text.length() > longest || !isPlain(text)) {
            reject(field, "must have 1 to " + longest + " characters, none of them a control character");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A whole number within the bounds, which may also be spelled 60.0. */
    public Optional<Integer> integer(String field, int lowest, int highest) {
        Optional<JsonNode> found = find(field);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        JsonNode node = found.get();
        if (node.isNumber() && node.canConvertToExactIntegral() && node.canConvertToInt()) {
            int value = node.intValue();
            if (value >= lowest && value <= highest) {
                return Optional.of(value);
            }
        }
        reject(field, "must be a whole number from " + lowest + " to " + highest);
        return Optional.empty();
    }

    /** The field under one of its spellings, if it is there and not null. Two spellings at once must agree. */
    public Optional<JsonNode> find(String... spellings) {
        JsonNode found = null;
        for (String spelling : spellings) {
            known.add(spelling);
            JsonNode node = object.get(spelling);
            if (node == null || node.isNull()) {
                continue;
            }
            if (found != null && !found.equals(node)) {
                reject(spelling, "contradicts " + spellings[0]);
            }
            found = found == null ? node : found;
        }
        return Optional.ofNullable(found);
    }

    public void reject(String field, String message) {
        reject(new FieldError(field, message));
    }

    public void reject(FieldError error) {
        errors.add(error);
    }

    /** Whether nothing was wrong so far. */
    public boolean areAllGood() {
        return errors.isEmpty();
    }

    /** Rejects every field that was not asked for so far. */
    public void rejectOthers() {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                reject(
                        name,
                        "is not known here; known are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    /** Ends the request if anything was wrong. */
    public void check() {
        if (!errors.isEmpty()) {
            throw new Rejected(Problem.invalidFields(List.copyOf(errors)));
        }
    }

    private String spellingOf(String... spellings) {
        for (String spelling : spellings) {
            if (object.has(spelling) && !object.get(spelling).isNull()) {
                return spelling;
            }
        }
        return spellings[0];
    }

    /** Ids end up in record keys, headers and databases, where control characters and halves of characters do harm. */
    private static boolean isPlain(String text) {
        return text.codePoints()
                .noneMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }
}
