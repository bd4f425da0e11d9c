package io.hookline.schemas.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Something that holds for an event's JSON or does not. A field that is not there is a missing node. Immutable. */
sealed interface Condition {

    boolean holdsFor(JsonNode value);

    /** All of them hold; true of none. */
    record All(List<Condition> conditions) implements Condition {
        @Override
        public boolean holdsFor(JsonNode value) {
            for (Condition condition : conditions) {
                if (!condition.holdsFor(value)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** At least one of them holds. */
    record Any(List<Condition> conditions) implements Condition {
        @Override
        public boolean holdsFor(JsonNode value) {
            for (Condition condition : conditions) {
                if (condition.holdsFor(value)) {
                    return true;
                }
            }
            return false;
        }
    }

    record Not(Condition condition) implements Condition {
        @Override
        public boolean holdsFor(JsonNode value) {
            return !condition.holdsFor(value);
        }
    }

    /** It holds for the field of that name. */
    record Field(String name, Condition condition) implements Condition {
        @Override
        public boolean holdsFor(JsonNode value) {
            return condition.holdsFor(value.path(name));
        }
    }

    /** The field is there, or is not. Null counts as a value: it is there. */
    record Exists(boolean expected) implements Condition {
        @Override
        public boolean holdsFor(JsonNode value) {
            return value.isMissingNode() != expected;
        }
    }

    /** The value passes, or an element of it does if it is an array. */
    record Matches(Operator operator, JsonNode operand) implements Condition {
        @Override
        public boolean holdsFor(JsonNode value) {
            if (operator.test(value, operand)) {
                return true;
            }
            if (value.isArray()) {
                for (JsonNode element : value) {
                    if (operator.test(element, operand)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
