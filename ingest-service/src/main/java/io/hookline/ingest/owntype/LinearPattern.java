package io.hookline.ingest.owntype;

import com.google.re2j.Pattern;
import com.networknt.schema.regex.RegularExpression;

/**
 * Regular expressions of schemas, which customers write: matched in a time that is proportional to the text, whatever the
 * expression. Those that cannot be, with look-around or back references, make their schema unusable.
 */
final class LinearPattern {
    private LinearPattern() {}

    static RegularExpression of(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return text -> pattern.matcher(text).find();
    }
}
