package io.hookline.dispatch.subscription;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The event types a subscription asked for: exact ones, families ({@code post.*}) or all ({@code *}). Immutable. */
public final class EventPatterns {
    private static final String ALL = "*";
    private static final String FAMILY_SUFFIX = ".*";

    private final Set<String> types;
    private final List<String> prefixes;

    private EventPatterns(Set<String> types, List<String> prefixes) {
        this.types = types;
        this.prefixes = prefixes;
    }

    public static EventPatterns of(List<String> patterns) {
        return new EventPatterns(
                patterns.stream().filter(pattern -> !pattern.endsWith(ALL)).collect(Collectors.toUnmodifiableSet()),
                patterns.stream()
                        .filter(pattern -> pattern.equals(ALL) || pattern.endsWith(FAMILY_SUFFIX))
                        .map(pattern -> pattern.substring(0, pattern.length() - ALL.length()))
                        .toList());
    }

    public boolean match(String type) {
        return types.contains(type) || prefixes.stream().anyMatch(type::startsWith);
    }
}
