package io.hookline.registry.subscription;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Which addresses a webhook may have. Where they lead to is checked when dispatch-service connects. */
final class UrlRule {
    private static final int LONGEST = 2048;
    private static final int HIGHEST_PORT = 65_535;

    private final boolean allowHttp;

    UrlRule(boolean allowHttp) {
        this.allowHttp = allowHttp;
    }

    Optional<String> problem(String text) {
        if (text.length() > LONGEST) {
            return Optional.of("must have at most " + LONGEST + " characters");
        }
        if (!text.chars().allMatch(c -> c > ' ' && c <= '~')) {
            return Optional.of("must be ASCII without spaces; encode other characters");
        }
        try {
            return problem(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.of("is not a valid URL");
        }
    }

    private Optional<String> problem(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(allowHttp && scheme.equals("http"))) {
            return Optional.of("must begin with https://" + (allowHttp ? " or http://" : ""));
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("must not contain a user name or password; use a header");
        }
        if (url.getHost() == null) {
            return Optional.of("must name a host");
        }
        if (url.getPort() == 0 || url.getPort() > HIGHEST_PORT) {
            return Optional.of("must have a port from 1 to " + HIGHEST_PORT + ", or none");
        }
        return url.getRawFragment() == null ? Optional.empty() : Optional.of("must not have a fragment (#…)");
    }
}
