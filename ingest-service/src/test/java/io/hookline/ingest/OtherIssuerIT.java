package io.hookline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.hookline.parts.Parts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Any issuer of OpenID Connect takes registry-service's place by configuration. */
final class OtherIssuerIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Issuer ISSUER = new Issuer("oidc-1");
    private static final String EVENT =
            "{\"event\": \"post.failed\", \"workspaceId\": \"ws_oidc\", \"data\": {\"postId\": \"p\", \"platform\": \"x\", \"error\": \"e\"}}";

    private static Answers keys;
    private static ConfigurableApplicationContext context;
    private static URI url;

    @BeforeAll
    static void startWithAnotherIssuer() {
        keys = Answers.start(exchange -> Answers.text(exchange, 200, ISSUER.jwks()));
        context = IngestUnderTest.start(
                "--ingest.kafka=" + Parts.kafka(),
                "--ingest.kafka-timeout=60s",
                "--ingest.schema-registry-url=" + Parts.schemaRegistry().url(),
                "--ingest.jwks-url=" + keys.url("/oauth2/keys"),
                "--ingest.jwks-timeout=60s",
                "--ingest.token-issuer=https://id.example.com/",
                "--ingest.token-audience=https://hookline.example.com",
                "--ingest.token-workspace-claim=https://example.com/workspace");
        url = IngestUnderTest.urlOf(context);
    }

    @AfterAll
    static void stop() {
        context.close();
        keys.close();
    }

    @Test
    void takesItsTokens() {
        assertThat(post(good().claim("scope", "openid events:write").build()).statusCode())
                .isEqualTo(202);
        assertThat(post(good().claim("scp", "events:write").build()).statusCode())
                .isEqualTo(202);
        assertThat(post(good().claim("scp", List.of("openid", "events:write")).build())
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void refusesTokensThatAreForOthers() {
        JWTClaimsSet.Builder writer = good().claim("scope", "events:write");

        Problems.assertProblem(post(writer.audience("hookline").build()), 401);
        Problems.assertProblem(
                post(writer.audience("https://hookline.example.com")
                        .issuer("hookline")
                        .build()),
                401);
        Problems.assertProblem(
                post(writer.issuer("https://id.example.com/")
                        .claim("https://example.com/workspace", null)
                        .build()),
                401);
    }

    @Test
    void refusesTokensWithoutTheScope() {
        Problems.assertProblem(post(good().claim("scope", "openid").build()), 403);
        Problems.assertProblem(post(good().build()), 403);
    }

    private static JWTClaimsSet.Builder good() {
        return Issuer.claims("")
                .claim("workspace", null)
                .claim("scope", null)
                .claim("https://example.com/workspace", "ws_oidc")
                .issuer("https://id.example.com/")
                .audience("https://hookline.example.com");
    }

    private static HttpResponse<String> post(JWTClaimsSet claims) {
        return IngestUnderTest.send(
                HTTP,
                IngestUnderTest.request(url, "/api/v1/events")
                        .header("Authorization", "Bearer " + ISSUER.signed(claims))
                        .POST(BodyPublishers.ofString(EVENT))
                        .build());
    }
}
