package io.hookline.registry.subscription;

import io.hookline.registry.http.Rejected;
import java.util.regex.Pattern;

/** The id of a webhook: {@code wh_} and 32 hex digits. */
public record SubscriptionId(String value) {
    static final String PREFIX = "wh_";
    private static final Pattern FORM = Pattern.compile("wh_[0-9a-f]{32}");

    /** Reads it from a path; what has another form is the id of no webhook, hence not found. */
    public static SubscriptionId parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw Rejected.notFound("webhook");
        }
        return new SubscriptionId(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
