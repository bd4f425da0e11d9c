package io.hookline.dispatch.subscription;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which headers of their own subscriptions may send: none of ours or of the connection's, and nothing that breaks a request. */
final class CustomHeaders {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /** Visible ASCII, blanks and tabs: what every receiver takes for a value, and no line ends. */
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    private static final Set<String> RESERVED = Set.of(
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "proxy-connection",
            "user-agent",
            "traceparent");

    private CustomHeaders() {}

    static boolean isAllowed(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NAME.matcher(name).matches()
                && VALUE.matcher(value).matches()
                && !RESERVED.contains(lower)
                && !lower.startsWith("webhook-")
                && !lower.startsWith("x-webhook-");
    }
}
