package io.hookline.schemas.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;

/** Compares a value of an event with one of a filter. What cannot be compared, such as a text with a number, does not pass. */
enum Operator {
    EQUAL("$eq", "a text, number, true, false or null") {
        @Override
        boolean accepts(JsonNode operand) {
            return operand.isValueNode();
        }

        @Override
        boolean test(JsonNode value, JsonNode operand) {
            return isEqual(value, operand);
        }
    },
    IN("$in", "a list of 1 to 100 texts, numbers, true, false or null") {
        @Override
        boolean accepts(JsonNode operand) {
            return operand.isArray()
                    && !operand.isEmpty()
                    && operand.size() <= LONGEST_LIST
                    && operand.valueStream().allMatch(JsonNode::isValueNode);
        }

        @Override
        boolean test(JsonNode value, JsonNode operand) {
            for (JsonNode one : operand) {
                if (isEqual(value, one)) {
                    return true;
                }
            }
            return false;
        }
    },
    GREATER("$gt", "a number or a text") {
        @Override
        boolean test(JsonNode value, JsonNode operand) {
            return isComparable(value, operand) && compare(value, operand) > 0;
        }
    },
    AT_LEAST("$gte", "a number or a text") {
        @Override
        boolean test(JsonNode value, JsonNode operand) {
            return isComparable(value, operand) && compare(value, operand) >= 0;
        }
    },
    LESS("$lt", "a number or a text") {
        @Override
        boolean test(JsonNode value, JsonNode operand) {
            return isComparable(value, operand) && compare(value, operand) < 0;
        }
    },
    AT_MOST("$lte", "a number or a text") {
        @Override
        boolean test(JsonNode value, JsonNode operand) {
            return isComparable(value, operand) && compare(value, operand) <= 0;
        }
    },
    STARTS_WITH("$startsWith", "a text") {
        @Override
        boolean accepts(JsonNode operand) {
            return operand.isTextual();
        }

        @Override
        boolean test(JsonNode value, JsonNode operand) {
            return value.isTextual() && value.textValue().startsWith(operand.textValue());
        }
    },
    ENDS_WITH("$endsWith", "a text") {
        @Override
        boolean accepts(JsonNode operand) {
            return operand.isTextual();
        }

        @Override
        boolean test(JsonNode value, JsonNode operand) {
            return value.isTextual() && value.textValue().endsWith(operand.textValue());
        }
    },
    CONTAINS("$contains", "a text") {
        @Override
        boolean accepts(JsonNode operand) {
            return operand.isTextual();
        }

        @Override
        boolean test(JsonNode value, JsonNode operand) {
            return value.isTextual() && value.textValue().contains(operand.textValue());
        }
    };

    private static final int LONGEST_LIST = 100;

    private final String word;
    private final String takes;

    Operator(String word, String takes) {
        this.word = word;
        this.takes = takes;
    }

    static Optional<Operator> of(String word) {
        return Arrays.stream(values())
                .filter(operator -> operator.word.equals(word))
                .findFirst();
    }

    /** What it can be compared with, in words. */
    String takes() {
        return takes;
    }

    boolean accepts(JsonNode operand) {
        return operand.isNumber() || operand.isTextual();
    }

    abstract boolean test(JsonNode value, JsonNode operand);

    private static boolean isEqual(JsonNode value, JsonNode operand) {
        return value.isNumber() && operand.isNumber() ? compare(value, operand) == 0 : value.equals(operand);
    }

    private static boolean isComparable(JsonNode value, JsonNode operand) {
        return (value.isNumber() && operand.isNumber()) || (value.isTextual() && operand.isTextual());
    }

    /** Texts by their characters, so that ISO 8601 times of one zone are in order. */
    private static int compare(JsonNode value, JsonNode operand) {
        return value.isNumber()
                ? value.decimalValue().compareTo(operand.decimalValue())
                : value.textValue().compareTo(operand.textValue());
    }
}
