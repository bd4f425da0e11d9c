package io.hookline.dispatch.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.dispatch.sending.ClientCredentials;
import java.net.URI;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a subscription's requests log in, as its JSON says. Nothing of it is shown in a text form or a message. */
sealed interface Authentication {
    String HEADER = "Authorization";

    /**
     * With user name and password.
     *
     * @param authorization the value of the header
     */
    record Basic(String authorization) implements Authentication {
        @Override
        public String toString() {
            return "Basic[]";
        }
    }

    /** With a token. */
    record OAuth2(ClientCredentials credentials) implements Authentication {}

    /** Reads it; throws {@link IllegalArgumentException} if it says nothing that is known here. */
    static Authentication read(String json) {
        JsonNode authentication = parsed(json);
        return switch (authentication.path("type").asString("")) {
            case "basic" -> basic(required(authentication, "username"), required(authentication, "password"));
            case "oauth2" ->
                new OAuth2(new ClientCredentials(
                        URI.create(required(authentication, "tokenUrl")),
                        required(authentication, "clientId"),
                        required(authentication, "clientSecret"),
                        optional(authentication, "scope")));
            default -> throw new IllegalArgumentException("The authentication is of no known type");
        };
    }

    private static JsonNode parsed(String json) {
        try {
            return JsonMapper.shared().readTree(json);
        } catch (JacksonException _) {
            // Its message would show a part of it.
            throw new IllegalArgumentException("The authentication is no JSON");
        }
    }

    private static Basic basic(String username, String password) {
        String both = username + ":" + password;
        return new Basic("Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)));
    }

    private static String required(JsonNode authentication, String field) {
        String value = optional(authentication, field);
        if (value == null) {
            throw new IllegalArgumentException("The authentication lacks " + field);
        }
        return value;
    }

    private static @Nullable String optional(JsonNode authentication, String field) {
        JsonNode value = authentication.path(field);
        return value.isString() ? value.stringValue() : null;
    }
}
