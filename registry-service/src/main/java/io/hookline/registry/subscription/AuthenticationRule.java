package io.hookline.registry.subscription;

import io.hookline.registry.http.Fields;
import io.hookline.registry.http.Given;
import io.hookline.registry.http.PlainText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** How requests can log in at an endpoint: by HTTP basic, or by a token that OAuth 2 gives for client credentials. */
final class AuthenticationRule {
    private static final String BASIC = "basic";
    private static final String OAUTH2 = "oauth2";
    private static final Set<String> SECRETS = Set.of("password", "clientSecret");
    private static final List<String> ALL_FIELDS =
            List.of("username", "password", "tokenUrl", "clientId", "clientSecret", "scope");
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_SECRET = 2048;
    private static final int LONGEST_SCOPE = 1000;

    private AuthenticationRule() {}

    /** The fields of {@code authentication} in the order in which they are shown. */
    static Given<Map<String, String>> read(Fields fields, UrlRule urls) {
        return fields.object("authentication", inner -> read(inner, urls, new LinkedHashMap<>()));
    }

    static boolean isSecret(String field) {
        return SECRETS.contains(field);
    }

    private static Map<String, String> read(Fields fields, UrlRule urls, Map<String, String> values) {
        take(fields, "type", values, AuthenticationRule::typeProblem);
        switch (values.getOrDefault("type", "")) {
            case BASIC -> {
                require(fields, "username", values, AuthenticationRule::usernameProblem);
                require(fields, "password", values, AuthenticationRule::secretProblem);
            }
            case OAUTH2 -> {
                require(fields, "tokenUrl", values, urls::problem);
                require(fields, "clientId", values, text -> PlainText.problem(text, LONGEST_NAME));
                require(fields, "clientSecret", values, text -> PlainText.problem(text, LONGEST_SECRET));
                take(fields, "scope", values, text -> PlainText.problem(text, LONGEST_SCOPE));
            }
            default -> {
                // What else is wrong cannot be told without a type.
                fields.rejectMissing("type");
                ALL_FIELDS.forEach(field -> fields.text(field, text -> Optional.empty()));
            }
        }
        return values;
    }

    private static void require(
            Fields fields, String name, Map<String, String> values, Function<String, Optional<String>> problem) {
        take(fields, name, values, problem);
        if (!values.containsKey(name)) {
            fields.rejectMissing(name);
        }
    }

    private static void take(
            Fields fields, String name, Map<String, String> values, Function<String, Optional<String>> problem) {
        String value = fields.text(name, problem).value();
        if (value != null) {
            values.put(name, value);
        }
    }

    private static Optional<String> typeProblem(String text) {
        return text.equals(BASIC) || text.equals(OAUTH2)
                ? Optional.empty()
                : Optional.of("must be " + BASIC + " or " + OAUTH2);
    }

    private static Optional<String> usernameProblem(String text) {
        return text.contains(":")
                ? Optional.of("must not contain a colon, which ends the user name")
                : PlainText.problem(text, LONGEST_NAME);
    }

    /** An API key is often the user name, and the password then empty. */
    private static Optional<String> secretProblem(String text) {
        return text.isEmpty() ? Optional.empty() : PlainText.problem(text, LONGEST_SECRET);
    }
}
