package io.hookline.dispatch.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.schemas.filter.ContentFilter;
import io.hookline.schemas.filter.InvalidFilterException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which events of the types that a subscription asked for it receives, by what is in them. One that cannot be read, because it
 * is newer than this version, lets none through: some of them may not be meant for the receiver. Immutable.
 */
public final class EventFilter {
    private final String json;
    private final @Nullable ContentFilter content;
    private final @Nullable String error;

    private EventFilter(String json, @Nullable ContentFilter content, @Nullable String error) {
        this.json = json;
        this.content = content;
        this.error = error;
    }

    static EventFilter read(String json) {
        try {
            return new EventFilter(json, ContentFilter.parse(json), null);
        } catch (InvalidFilterException e) {
            return new EventFilter(json, null, e.getMessage());
        }
    }

    /** The text that it was read from. */
    String json() {
        return json;
    }

    /** Why it cannot be read; empty if it can. */
    Optional<String> error() {
        return Optional.ofNullable(error);
    }

    public boolean isReadable() {
        return content != null;
    }

    /** Whether an event passes, whose body {@link ContentFilter#event} has read. */
    public boolean passes(JsonNode event) {
        return content != null && content.matches(event);
    }
}
