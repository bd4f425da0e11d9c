package io.hookline.reconciliation.callback;

/** Text as PostgreSQL stores it: any but NUL, and no halves of surrogate pairs. */
final class StorableText {
    private static final int REPLACEMENT = 0xFFFD;

    private StorableText() {}

    /** The text itself if it can be stored, otherwise a copy with U+FFFD in place of what cannot. */
    static String of(String text) {
        return isStorable(text)
                ? text
                : text.codePoints()
                        .map(point -> isStorable(point) ? point : REPLACEMENT)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    static boolean isStorable(String text) {
        return text.codePoints().allMatch(StorableText::isStorable);
    }

    private static boolean isStorable(int codePoint) {
        return codePoint != 0 && Character.getType(codePoint) != Character.SURROGATE;
    }
}
