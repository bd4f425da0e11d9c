package io.hookline.reconciliation.reading;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The query parameters of a list, read strictly: what cannot be understood is said, not ignored. */
public final class ListQuery {
    private static final int STANDARD_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;
    private static final int LONGEST = 512;

    private final MultiValueMap<String, String> parameters;

    public ListQuery(MultiValueMap<String, String> parameters) {
        this.parameters = parameters;
    }

    /** How many items a page has at most. */
    public int limit() {
        return first("limit").map(ListQuery::number).orElse(STANDARD_LIMIT);
    }

    /** Where the page before this one ended. */
    public Optional<Cursor> cursor() {
        return first("cursor").map(Cursor::parse);
    }

    /** The value of a filter, if it is used. */
    public @Nullable String text(String name) {
        String value = first(name).orElse(null);
        if (value != null && (value.length() > LONGEST || value.indexOf('\0') >= 0)) {
            throw new InvalidQuery(name, "must be at most " + LONGEST + " characters of text", null);
        }
        return value;
    }

    /**
     * The value of a filter with few possible values, if it is used.
     *
     * @param known finds a value by its name
     * @param names the possible values, for the complaint
     */
    public <T> @Nullable T choice(String name, Function<String, Optional<T>> known, String names) {
        String value = first(name).orElse(null);
        return value == null
                ? null
                : known.apply(value).orElseThrow(() -> new InvalidQuery(name, "must be one of " + names, null));
    }

    private Optional<String> first(String name) {
        return Optional.ofNullable(parameters.getFirst(name)).filter(value -> !value.isEmpty());
    }

    private static int number(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= HIGHEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // The complaint is the same as for a number out of range.
        }
        throw new InvalidQuery("limit", "must be a number from 1 to " + HIGHEST_LIMIT, null);
    }
}
