package io.hookline.registry.http;

import java.util.Optional;

/** Rules for text that people write and that is stored and shown as it is. */
public final class PlainText {
    private PlainText() {}

    /** What is wrong with it, if anything is: its length, or characters that neither a database nor a page can show. */
    public static Optional<String> problem(String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            return Optional.of("must have 1 to " + longest + " characters");
        }
        return text.chars().anyMatch(Character::isISOControl)
                ? Optional.of("must not contain control characters")
                : Optional.empty();
    }
}
