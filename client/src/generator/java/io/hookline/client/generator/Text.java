package io.hookline.client.generator;

/** Turns the sentences of schemas into Javadoc. */
final class Text {
    private Text() {}

    static String javadoc(String sentence) {
        return sentence.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("*/", "*&#47;");
    }
}
