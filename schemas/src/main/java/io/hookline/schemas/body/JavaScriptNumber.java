package io.hookline.schemas.body;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Prints numbers as JavaScript does, so that a receiver who parses a body and prints it again has the bytes that were signed.
 *
 * @see <a href="https://tc39.es/ecma262/#sec-numeric-types-number-tostring">ECMA-262, Number::toString</a>
 */
final class JavaScriptNumber {
    /** Beyond it JavaScript does not hold every integer. */
    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;
    /** From this many digits before the point on, or as many zeros after it, JavaScript writes an exponent. */
    private static final int MOST_INTEGER_DIGITS = 21;

    private static final int MOST_LEADING_ZEROS = 6;

    private JavaScriptNumber() {}

    static String of(long value) {
        return value >= -MAX_SAFE_INTEGER && value <= MAX_SAFE_INTEGER ? Long.toString(value) : of((double) value);
    }

    /** Prints the shortest decimal that makes this float, rather than the digits it has as a double. */
    static String of(float value) {
        return Float.isFinite(value) ? of(Double.parseDouble(Float.toString(value))) : "null";
    }

    static String of(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        return (value < 0 ? "-" : "") + layOut(digits, point);
    }

    /** The fewest digits that make this double. Java prints two where one would do, for instance 4.9E-324 for 5e-324. */
    private static BigDecimal shortest(double value) {
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (decimal.precision() == 2) {
            BigDecimal shorter = decimal.round(new MathContext(1));
            if (shorter.doubleValue() == value) {
                return shorter.stripTrailingZeros();
            }
        }
        return decimal;
    }

    /** Sets the point after so many of the digits; that may be before the first or beyond the last. */
    private static String layOut(String digits, int point) {
        if (point > MOST_INTEGER_DIGITS || point <= -MOST_LEADING_ZEROS) {
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            int exponent = point - 1;
            return digits.charAt(0) + fraction + (exponent < 0 ? "e" : "e+") + exponent;
        }
        if (point >= digits.length()) {
            return digits + "0".repeat(point - digits.length());
        }
        return point > 0
                ? digits.substring(0, point) + "." + digits.substring(point)
                : "0." + "0".repeat(-point) + digits;
    }
}
