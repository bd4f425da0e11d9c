package io.hookline.registry.delivery;

/** Text from endpoints, which send anything, made fit for PostgreSQL, which takes all but the character 0. */
final class StorableText {
    private StorableText() {}

    static String of(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
