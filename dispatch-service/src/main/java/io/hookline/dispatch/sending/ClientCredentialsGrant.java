package io.hookline.dispatch.sending;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hookline.dispatch.sending.TokenAnswer.Refused;
import io.hookline.dispatch.sending.TokenAnswer.Token;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The two messages of RFC 6749, 4.4: how a token is asked for, and what the answer to that means. */
final class ClientCredentialsGrant {
    private static final int OK = 200;
    private static final String BEARER = "Bearer";
    /** Nothing that would break a header. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    /** Of servers that do not say; if it is less, the endpoint's 401 does. */
    private static final Duration USUAL_LIFE = Duration.ofMinutes(5);

    private static final Duration LONGEST_LIFE = Duration.ofDays(1);
    /** It must still be good when it arrives. */
    private static final Duration RESERVE = Duration.ofSeconds(30);

    private ClientCredentialsGrant() {}

    static SignedRequest request(ClientCredentials credentials, String userAgent) {
        String login = form(credentials.clientId()) + ":" + form(credentials.clientSecret());
        String scope = credentials.scope();
        String body = "grant_type=client_credentials" + (scope == null ? "" : "&scope=" + form(scope));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", "application/json");
        headers.put("User-Agent", userAgent);
        headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
        return new SignedRequest(credentials.tokenUrl(), headers, ByteBuffer.wrap(body.getBytes(UTF_8)));
    }

    static TokenAnswer read(Exchange exchange) {
        return switch (exchange.result()) {
            case Exchange.Failure(Throwable cause) ->
                new Refused(new AuthenticationFailedException("The token server did not answer", cause));
            case Exchange.Answer answer when answer.status() == OK -> read(answer.body());
            case Exchange.Answer answer -> Refused.because("The token server answered " + answer.status());
        };
    }

    private static TokenAnswer read(String body) {
        try {
            JsonNode answer = JsonMapper.shared().readTree(body);
            String token = answer.path("access_token").asString("");
            String type = answer.path("token_type").asString(BEARER);
            if (!TOKEN.matcher(token).matches() || !BEARER.equalsIgnoreCase(type)) {
                return Refused.because("The token server's answer holds no bearer token");
            }
            return new Token(
                    BEARER + " " + token, used(answer.path("expires_in").asLong(USUAL_LIFE.toSeconds())));
        } catch (JacksonException _) {
            // Its message may show a part of what it could not read.
            return Refused.because("The token server's answer is no JSON");
        }
    }

    /** How much of a token's life is used: all but the last moments, and three quarters at least. */
    private static Duration used(long seconds) {
        Duration life = Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_LIFE.toSeconds()));
        Duration quarter = life.dividedBy(4);
        return life.minus(quarter.compareTo(RESERVE) < 0 ? quarter : RESERVE);
    }

    private static String form(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
