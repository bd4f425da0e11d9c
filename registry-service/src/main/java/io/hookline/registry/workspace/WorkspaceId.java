package io.hookline.registry.workspace;

import io.hookline.registry.http.Rejected;
import java.util.Optional;
import java.util.regex.Pattern;

/** The id of a workspace: {@code ws_} and 1 to 60 letters, digits, hyphens or underscores. */
public record WorkspaceId(String value) {
    public static final String PREFIX = "ws_";
    private static final Pattern FORM = Pattern.compile("ws_[A-Za-z0-9_-]{1,60}");

    /** Reads it from a path; what has another form is the id of no workspace, hence not found. */
    public static WorkspaceId parse(String text) {
        if (problem(text).isPresent()) {
            throw Rejected.notFound("workspace");
        }
        return new WorkspaceId(text);
    }

    public static Optional<String> problem(String text) {
        return FORM.matcher(text).matches()
                ? Optional.empty()
                : Optional.of("must be ws_ and 1 to 60 letters, digits, hyphens or underscores");
    }

    @Override
    public String toString() {
        return value;
    }
}
