package io.hookline.ingest.event;

import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.EventType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The event types that may be posted: all of the catalogue but {@code webhook.*}, which Hookline emits itself. Immutable. */
@Component
final class EventTypes {
    private static final String OWN = "webhook.";
    private static final int MOST_SUGGESTIONS = 3;
    /** Swapped letters, a forgotten or doubled one, a wrong ending. */
    private static final int MOST_EDITS = 4;

    private final Map<String, EventType> types;

    EventTypes() {
        this.types = EventCatalogue.load().all().stream()
                .filter(type -> !type.name().startsWith(OWN))
                .collect(Collectors.toMap(EventType::name, Function.identity(), (a, b) -> a, TreeMap::new));
    }

    List<EventType> all() {
        return List.copyOf(types.values());
    }

    Optional<EventType> named(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** Whether no workspace may have a type of this name. */
    static boolean isReserved(String name) {
        return name.startsWith(OWN);
    }

    /** What to do about a name that is none of them. */
    String advice(String name) {
        if (isReserved(name)) {
            return "cannot be posted: Hookline makes the events of this type itself";
        }
        List<String> near = types.keySet().stream()
                .filter(known -> Math.abs(known.length() - name.length()) <= MOST_EDITS)
                .filter(known -> edits(known, name) <= MOST_EDITS)
                .sorted(Comparator.comparingInt(known -> edits(known, name)))
                .limit(MOST_SUGGESTIONS)
                .toList();
        return near.isEmpty()
                ? "is not an event type, and none of your own; in the catalogue there are "
                        + String.join(", ", types.keySet())
                : "is not an event type; did you mean " + String.join(" or ", near) + "?";
    }

    /** Levenshtein's distance, on two rows. Names are short: the reader has bounded them. */
    private static int edits(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
