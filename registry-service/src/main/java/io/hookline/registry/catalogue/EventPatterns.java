package io.hookline.registry.catalogue;

import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.EventType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a webhook can ask for: an event type by name, a family as {@code post.*}, or {@code *} for all. Immutable. */
public final class EventPatterns {
    private static final String ALL = "*";
    private static final char LEVEL = '.';
    private static final int SUGGESTIONS = 3;

    private final List<String> types;
    private final List<String> patterns;

    EventPatterns(EventCatalogue catalogue) {
        this(catalogue.all().stream().map(EventType::name).toList());
    }

    private EventPatterns(List<String> types) {
        this.types = types;
        TreeSet<String> families = new TreeSet<>();
        types.forEach(type -> families.addAll(familiesOf(type)));
        this.patterns = Stream.of(types.stream(), families.stream(), Stream.of(ALL))
                .flatMap(names -> names)
                .toList();
    }

    /** These and further types. */
    EventPatterns with(List<String> more) {
        return more.isEmpty()
                ? this
                : new EventPatterns(Stream.concat(types.stream(), more.stream()).toList());
    }

    /** Whether one of the types is of the family that this one would be of: begins with the same word. */
    boolean hasFamilyOf(String type) {
        String family = familiesOf(type).getFirst();
        return patterns.contains(family);
    }

    /** Why nothing can be asked for by this text; empty if it is a pattern. */
    public Optional<String> problem(String text) {
        return patterns.contains(text) ? Optional.empty() : Optional.of(unknown(text, patterns));
    }

    /** Why the text names no event type; empty if it does. */
    public Optional<String> typeProblem(String text) {
        return types.contains(text) ? Optional.empty() : Optional.of(unknown(text, types));
    }

    /** Every pattern that an event of this type matches. */
    public List<String> matching(String type) {
        return Stream.of(Stream.of(type), familiesOf(type).stream(), Stream.of(ALL))
                .flatMap(names -> names)
                .toList();
    }

    /** {@code a.*} and {@code a.b.*} of {@code a.b.c}. */
    private static List<String> familiesOf(String type) {
        return IntStream.range(0, type.length())
                .filter(at -> type.charAt(at) == LEVEL)
                .mapToObj(level -> type.substring(0, level + 1) + ALL)
                .toList();
    }

    private static String unknown(String text, List<String> known) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return "\"" + shown + "\" is not a known event; nearest are " + String.join(", ", nearest(text, known));
    }

    private static List<String> nearest(String text, List<String> known) {
        String start = text.length() > 60 ? text.substring(0, 60) : text;
        return known.stream()
                .filter(name -> !name.equals(ALL))
                .sorted(Comparator.comparingInt((String name) -> EditDistance.between(start, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SUGGESTIONS)
                .toList();
    }
}
