package io.hookline.dispatch.subscription;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The event types a subscription asked for: exact ones, families ({@code post.*}) or all ({@code *}). Immutable. */
public final class EventPatterns {
    private static final String ALL = "*";
    private static final char LEVEL = '.';
    /** No type contains it. */
    private static final String SEPARATOR = " ";

    /** One text, which all share who ask for the same. */
    private final String joined;

    private EventPatterns(String joined) {
        this.joined = joined;
    }

    public static EventPatterns of(List<String> patterns) {
        return new EventPatterns(String.join(SEPARATOR, patterns).intern());
    }

    /** Each of them once. */
    List<String> patterns() {
        return Arrays.stream(joined.split(SEPARATOR))
                .map(String::intern)
                .distinct()
                .toList();
    }

    /** All patterns that a type matches: itself, its families, and all. */
    static List<String> matchedBy(String type) {
        List<String> matched = new ArrayList<>();
        matched.add(type);
        for (int level = type.indexOf(LEVEL); level >= 0; level = type.indexOf(LEVEL, level + 1)) {
            matched.add(type.substring(0, level + 1) + ALL);
        }
        matched.add(ALL);
        return matched;
    }
}
