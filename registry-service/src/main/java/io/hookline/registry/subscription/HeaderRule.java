package io.hookline.registry.subscription;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which request headers of its own a webhook may have: none that deliveries set themselves or that HTTP needs. */
final class HeaderRule {
    static final int MOST = 20;
    private static final int LONGEST_VALUE = 2048;

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final List<String> RESERVED_PREFIXES =
            List.of("webhook-", "x-webhook-", "content-", "proxy-", "sec-");
    private static final Set<String> RESERVED = Set.of(
            "host",
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "accept-encoding",
            "date",
            "user-agent",
            "traceparent",
            "tracestate");

    private HeaderRule() {}

    static Optional<String> problem(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of("is not a valid header name");
        }
        if (isReserved(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("is set by Hookline or by HTTP itself and cannot be chosen");
        }
        if (value.isBlank() || value.length() > LONGEST_VALUE) {
            return Optional.of("must have a value of 1 to " + LONGEST_VALUE + " characters");
        }
        return value.chars().allMatch(c -> c >= ' ' && c <= '~')
                ? Optional.empty()
                : Optional.of("must have a value of printable ASCII characters");
    }

    private static boolean isReserved(String name) {
        return RESERVED.contains(name) || RESERVED_PREFIXES.stream().anyMatch(name::startsWith);
    }
}
