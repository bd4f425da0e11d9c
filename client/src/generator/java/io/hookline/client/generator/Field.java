package io.hookline.client.generator;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One component of a record.
 *
 * @param jsonName as customers see it
 * @param type the Java type, without regard to null
 * @param optional may be null, and is left out then
 * @param doc what it is, in a sentence
 */
record Field(String jsonName, String type, boolean optional, String doc) {
    private static final Pattern UNDERSCORE = Pattern.compile("_(.)");

    static String boxed(String type) {
        return switch (type) {
            case "boolean" -> "Boolean";
            case "int" -> "Integer";
            case "long" -> "Long";
            case "double" -> "Double";
            default -> type;
        };
    }

    /** {@code query_video_id} is {@code queryVideoId} in Java. */
    String javaName() {
        return UNDERSCORE.matcher(jsonName).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    String capitalName() {
        return javaName().substring(0, 1).toUpperCase(Locale.ROOT) + javaName().substring(1);
    }

    /** The type and the name, as a parameter. */
    String declaration() {
        return (optional ? "@Nullable " + boxed(type) : type) + " " + javaName();
    }

    boolean isCollection() {
        return type.startsWith("List<") || type.startsWith("Map<");
    }
}
