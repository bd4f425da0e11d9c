package io.hookline.registry.catalogue;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import java.util.Optional;

/**
 * Regular expressions of schemas, which customers write. They are matched in a time that is proportional to the text, whatever
 * the expression; those that cannot be, with look-around or back references, are not taken.
 */
final class LinearPattern {
    private LinearPattern() {}

    static RegularExpression of(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return text -> pattern.matcher(text).find();
    }

    static Optional<String> problem(String expression) {
        try {
            Pattern.compile(expression);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(
                    "must be a regular expression without look-around and back references: " + e.getDescription());
        }
    }
}
