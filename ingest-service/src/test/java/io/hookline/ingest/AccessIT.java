package io.hookline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessIT {
    private static final String EVENT =
            "{\"event\": \"post.failed\", \"data\": {\"postId\": \"p\", \"platform\": \"x\", \"error\": \"e\"}}";

    private final IngestUnderTest ingest = IngestUnderTest.shared();

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/events", "/publishing/publishes"})
    void asksForATokenBeforeItReadsTheBody(String path) {
        HttpResponse<String> answer = ingest.post(path, "not even JSON");

        Problems.assertProblem(answer, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"hookline\"");
    }

    static Stream<Arguments> badTokens() {
        Issuer issuer = IngestUnderTest.shared().issuer;
        Date longAgo = Date.from(Instant.now().minusSeconds(300));
        Date later = Date.from(Instant.now().plusSeconds(3600));
        return Stream.of(
                arguments(
                        "expired", issuer.signed(good().expirationTime(longAgo).build())),
                arguments(
                        "without expiry",
                        issuer.signed(good().expirationTime(null).build())),
                arguments(
                        "not yet good",
                        issuer.signed(good().notBeforeTime(later).build())),
                arguments("for others", issuer.signed(good().audience("else").build())),
                arguments(
                        "for nobody",
                        issuer.signed(good().audience((String) null).build())),
                arguments(
                        "by another issuer", issuer.signed(good().issuer("else").build())),
                arguments("by nobody", issuer.signed(good().issuer(null).build())),
                arguments(
                        "of no workspace",
                        issuer.signed(good().claim("workspace", null).build())),
                arguments("not signed", Issuer.unsigned(good().build())),
                arguments("signed by the public key", issuer.signedByPublicKey(good().build())),
                arguments("signed by a stranger", new Issuer("key-1").signed(good().build())),
                arguments("signed by an unknown key", new Issuer("key-2").signed(good().build())),
                arguments("tampered with", issuer.signed(good().build()).replaceFirst("\\.[^.]*\\.", ".e30.")),
                arguments("no token at all", "abc"));
    }

    private static JWTClaimsSet.Builder good() {
        return Issuer.claims(IngestUnderTest.ALL_SCOPES);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void refusesATokenThatIs(String what, String token) {
        HttpResponse<String> answer = ingest.post("/api/v1/events", token, EVENT);

        Problems.assertProblem(answer, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
    }

    @Test
    void refusesATokenWithoutTheScope() {
        HttpResponse<String> answer = ingest.post("/api/v1/events", ingest.issuer.token("publishes:write"), EVENT);

        Problems.assertProblem(answer, 403);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("scope=\"events:write\"");
    }

    @Test
    void takesAGoodTokenAgain() {
        String token = ingest.issuer.token("webhooks:read events:write");

        assertThat(ingest.post("/api/v1/events", token, EVENT).statusCode()).isEqualTo(202);
        assertThat(ingest.post("/api/v1/events", token, EVENT).statusCode()).isEqualTo(202);
    }

    @Test
    void refusesOtherSchemes() {
        HttpResponse<String> answer = ingest.send(ingest.request("/api/v1/events")
                .header("Authorization", "Basic dXNlcjpwYXNz")
                .POST(BodyPublishers.ofString(EVENT)));

        Problems.assertProblem(answer, 401);
    }
}
