package io.hookline.registry.catalogue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a JSON Schema of a customer must not do, though the specification lets it: refer to other documents, be in another dialect,
 * lead back to itself without going deeper into the data (which would never end), or have patterns that take for ever. Goes through
 * every schema within it, the targets of references included. For one thread and one use.
 */
final class SchemaReview {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final int DEEPEST = 100;
    /** Schemas that are applied to one value; parts that are shared count each time. */
    private static final int MOST_AT_ONCE = 1000;

    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef");
    /** Keywords whose schemas are about the same value as the schema that they are in. */
    private static final Set<String> IN_PLACE_ONE = Set.of("not", "if", "then", "else");

    private static final Set<String> IN_PLACE_LIST = Set.of("allOf", "anyOf", "oneOf");
    private static final Set<String> IN_PLACE_MAP = Set.of("dependentSchemas");
    /** Keywords whose schemas are about a part of the value. */
    private static final Set<String> DEEPER_ONE = Set.of(
            "items",
            "contains",
            "additionalProperties",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties",
            "contentSchema");

    private static final Set<String> DEEPER_LIST = Set.of("prefixItems");
    private static final Set<String> DEEPER_MAP = Set.of("properties", "patternProperties", "$defs", "definitions");

    /** A schema that another one leads to. */
    private record Step(String path, JsonNode schema, boolean inPlace) {}

    private final ObjectNode root;
    /** How many schemas are applied to a value when this one is. */
    private final IdentityHashMap<JsonNode, Integer> counts = new IdentityHashMap<>();

    /** The schemas that lead to the one under review without going deeper. */
    private final Set<JsonNode> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private SchemaReview(ObjectNode root) {
        this.root = root;
    }

    static SchemaReview of(ObjectNode schema) {
        return new SchemaReview(schema);
    }

    void pass() throws InvalidDataSchemaException {
        List<Step> deeper = new ArrayList<>(List.of(new Step("", root, false)));
        while (!deeper.isEmpty()) {
            review(deeper.removeLast(), deeper, 0);
        }
    }

    private int review(Step step, List<Step> deeper, int depth) throws InvalidDataSchemaException {
        if (open.contains(step.schema())) {
            throw new InvalidDataSchemaException(
                    step.path(), "leads back to itself without going deeper into the data");
        }
        if (depth > DEEPEST) {
            throw new InvalidDataSchemaException(step.path(), "is nested too deeply");
        }
        Integer known = counts.get(step.schema());
        if (known != null || !(step.schema() instanceof ObjectNode schema)) {
            return known == null ? 1 : known;
        }
        int count = 1;
        open.add(schema);
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            String path = step.path() + "." + member.getKey();
            refuse(path, member.getKey(), member.getValue());
            for (Step next : steps(path, member.getKey(), member.getValue())) {
                if (next.inPlace()) {
                    count += review(next, deeper, depth + 1);
                } else {
                    deeper.add(next);
                }
            }
            if (count > MOST_AT_ONCE) {
                throw new InvalidDataSchemaException(
                        path, "applies more than " + MOST_AT_ONCE + " schemas to one value");
            }
        }
        open.remove(schema);
        counts.put(schema, count);
        return count;
    }

    private static void refuse(String path, String keyword, JsonNode value) throws InvalidDataSchemaException {
        Optional<String> problem =
                switch (keyword) {
                    case "$schema" -> dialectProblem(value);
                    case "$id" ->
                        path.equals(".$id")
                                ? Optional.empty()
                                : Optional.of("is only for the whole schema; put parts under $defs");
                    case "pattern" -> value.isString() ? LinearPattern.problem(value.stringValue()) : Optional.empty();
                    case "patternProperties" ->
                        value.propertyNames().stream()
                                .flatMap(name -> LinearPattern.problem(name).stream())
                                .findFirst();
                    default -> Optional.empty();
                };
        if (problem.isPresent()) {
            throw new InvalidDataSchemaException(path, problem.get());
        }
    }

    private static Optional<String> dialectProblem(JsonNode value) {
        return value.isString() && value.stringValue().replaceFirst("#$", "").equals(DIALECT)
                ? Optional.empty()
                : Optional.of("must be " + DIALECT + ", or absent");
    }

    private List<Step> steps(String path, String keyword, JsonNode value) throws InvalidDataSchemaException {
        if (REFERENCES.contains(keyword)) {
            return List.of(new Step(path, target(path, value), true));
        }
        boolean inPlace =
                IN_PLACE_ONE.contains(keyword) || IN_PLACE_LIST.contains(keyword) || IN_PLACE_MAP.contains(keyword);
        if (IN_PLACE_ONE.contains(keyword) || DEEPER_ONE.contains(keyword)) {
            return List.of(new Step(path, value, inPlace));
        }
        if (IN_PLACE_LIST.contains(keyword) || DEEPER_LIST.contains(keyword)) {
            return value.values().stream()
                    .map(each -> new Step(path, each, inPlace))
                    .toList();
        }
        if (IN_PLACE_MAP.contains(keyword) || DEEPER_MAP.contains(keyword)) {
            return value.properties().stream()
                    .map(each -> new Step(path + "." + each.getKey(), each.getValue(), inPlace))
                    .toList();
        }
        return List.of();
    }

    private JsonNode target(String path, JsonNode reference) throws InvalidDataSchemaException {
        String text = reference.asString("");
        if (!text.equals("#") && !text.startsWith("#/")) {
            throw new InvalidDataSchemaException(
                    path, "must be # or begin with #/, as in #/$defs/address; other documents are not fetched");
        }
        try {
            String pointer = URLDecoder.decode(text.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
            JsonNode target = root.at(JsonPointer.compile(pointer));
            if (target.isObject() || target.isBoolean()) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the same answer.
        }
        throw new InvalidDataSchemaException(path, "leads to no schema");
    }
}
