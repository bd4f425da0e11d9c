package io.hookline.registry.catalogue;

import io.hookline.registry.http.Rejected;
import java.util.Optional;
import java.util.regex.Pattern;

/** How event types of workspaces' own may be called: lower-case words with dots between them. */
final class TypeName {
    private static final int LONGEST = 100;
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+");

    private TypeName() {}

    /** Reads it from a path; what has another form is the name of no type, hence not found. */
    static String parse(String text) {
        if (formProblem(text).isPresent()) {
            throw notFound();
        }
        return text;
    }

    /** Families of the catalogue are not for others: its next version may have more types of them. */
    static Optional<String> problem(String text, EventPatterns catalogue) {
        return formProblem(text)
                .or(() -> catalogue.hasFamilyOf(text)
                        ? Optional.of("must not begin with " + text.substring(0, text.indexOf('.') + 1)
                                + ", which is Hookline's own; choose another first word")
                        : Optional.empty());
    }

    static Rejected notFound() {
        return Rejected.notFound("event type");
    }

    private static Optional<String> formProblem(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(
                        "must be two or more lower-case words with dots between them, as in order.shipped, and at most "
                                + LONGEST + " characters");
    }
}
