package io.hookline.registry.http;

/**
 * One thing that is wrong with a request body.
 *
 * @param field where, as a path: {@code events[2]}
 * @param message what is expected there; never a secret
 */
public record FieldError(String field, String message) {
    private static final int LONGEST_FIELD = 200;

    /** Names that clients make up are cut, so that an answer stays small. */
    public FieldError {
        field = field.length() > LONGEST_FIELD ? field.substring(0, LONGEST_FIELD) + "…" : field;
    }
}
