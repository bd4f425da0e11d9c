package io.hookline.schemas.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a {@link Condition} of a filter's JSON, or says what is wrong with it. */
final class FilterReader {
    /** More is nobody's filter; and each is a step for every event. */
    private static final int MOST_CONDITIONS = 100;

    private static final int DEEPEST = 20;

    private int conditions;

    private FilterReader() {}

    static Condition read(JsonNode filter) throws InvalidFilterException {
        return new FilterReader().object(filter, "", 0);
    }

    private Condition object(JsonNode node, String path, int depth) throws InvalidFilterException {
        if (!node.isObject() || node.isEmpty()) {
            throw new InvalidFilterException(path, "must be an object with at least one condition");
        }
        if (depth > DEEPEST) {
            throw new InvalidFilterException(path, "is nested too deeply; at most " + DEEPEST + " levels");
        }
        List<Condition> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            all.add(member(member.getKey(), member.getValue(), path, depth));
        }
        return all.size() == 1 ? all.getFirst() : new Condition.All(List.copyOf(all));
    }

    private Condition member(String name, JsonNode value, String path, int depth) throws InvalidFilterException {
        String here = path.isEmpty() ? name : path + "." + name;
        if (++conditions > MOST_CONDITIONS) {
            throw new InvalidFilterException(here, "is one condition too many; at most " + MOST_CONDITIONS);
        }
        return switch (name) {
            case "$and" -> new Condition.All(each(value, path, here, depth));
            case "$or" -> new Condition.Any(each(value, path, here, depth));
            case "$not" -> new Condition.Not(object(value, path, depth + 1));
            case "$exists" -> exists(value, here);
            case "$ne" -> new Condition.Not(matches(Operator.EQUAL, value, here));
            case "$nin" -> new Condition.Not(matches(Operator.IN, value, here));
            default -> name.startsWith("$") ? operator(name, value, here) : field(name, value, here, depth);
        };
    }

    private List<Condition> each(JsonNode value, String path, String here, int depth) throws InvalidFilterException {
        if (!value.isArray() || value.isEmpty()) {
            throw new InvalidFilterException(here, "must be a list of at least one filter");
        }
        List<Condition> each = new ArrayList<>();
        for (JsonNode one : value) {
            each.add(object(one, path, depth + 1));
        }
        return List.copyOf(each);
    }

    private static Condition exists(JsonNode value, String here) throws InvalidFilterException {
        if (!value.isBoolean()) {
            throw new InvalidFilterException(here, "must be true or false");
        }
        return new Condition.Exists(value.booleanValue());
    }

    private static Condition operator(String name, JsonNode value, String here) throws InvalidFilterException {
        Operator operator = Operator.of(name)
                .orElseThrow(() -> new InvalidFilterException(
                        here,
                        "is not an operator; there are $eq, $ne, $in, $nin, $gt, $gte, $lt, $lte, $exists, $startsWith,"
                                + " $endsWith, $contains, $and, $or and $not"));
        return matches(operator, value, here);
    }

    private static Condition matches(Operator operator, JsonNode value, String here) throws InvalidFilterException {
        if (!operator.accepts(value)) {
            throw new InvalidFilterException(here, "must be " + operator.takes());
        }
        return new Condition.Matches(operator, value);
    }

    private Condition field(String name, JsonNode value, String here, int depth) throws InvalidFilterException {
        Condition condition = value.isObject() ? object(value, here, depth + 1) : equal(value, here);
        List<String> steps = List.of(name.split("\\.", -1));
        for (String step : steps.reversed()) {
            if (step.isEmpty()) {
                throw new InvalidFilterException(here, "has an empty name between its dots");
            }
            condition = new Condition.Field(step, condition);
        }
        return condition;
    }

    private static Condition equal(JsonNode value, String here) throws InvalidFilterException {
        if (!value.isValueNode()) {
            throw new InvalidFilterException(
                    here, "must be a text, number, true, false, null or an object; for one of several use $in");
        }
        return new Condition.Matches(Operator.EQUAL, value);
    }
}
