package io.hookline.registry.catalogue;

import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.EventType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What a webhook can ask for: an event type by name, a family as {@code post.*}, or {@code *} for all. */
@Component
public final class EventPatterns {
    private static final String ALL = "*";
    private static final String FAMILY_SUFFIX = ".*";
    private static final int SUGGESTIONS = 3;

    private final List<String> types;
    private final List<String> patterns;

    EventPatterns(EventCatalogue catalogue) {
        this.types = catalogue.all().stream().map(EventType::name).toList();
        TreeSet<String> families = new TreeSet<>();
        types.forEach(type -> families.add(familyOf(type)));
        this.patterns = Stream.of(types.stream(), families.stream(), Stream.of(ALL))
                .flatMap(names -> names)
                .toList();
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
        return List.of(type, familyOf(type), ALL);
    }

    private static String familyOf(String type) {
        return type.substring(0, type.indexOf('.')) + FAMILY_SUFFIX;
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
