package io.hookline.registry.catalogue;

import io.hookline.registry.http.FieldError;
import java.io.Serial;

/** Says what to change in a JSON Schema, and where. */
final class InvalidDataSchemaException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient FieldError problem;

    /** The path is empty or begins with a dot. */
    InvalidDataSchemaException(String path, String message) {
        super(path + " " + message);
        this.problem = new FieldError(path, message);
    }

    FieldError problem() {
        return problem;
    }
}
