package io.hookline.registry.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.hookline.parts.Parts;
import io.hookline.registry.Answer;
import io.hookline.registry.RunningRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens of another issuer, which is a real one: it publishes a discovery document and keys over HTTP. */
final class OidcIT {
    private static final String WEBHOOKS = "/api/v1/webhooks";

    private static HttpServer server;
    private static String issuer;
    private static RSAKey rsa;
    private static ECKey ec;
    private static RunningRegistry registry;
    private static String workspace;

    @BeforeAll
    static void start() throws Exception {
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://localhost:" + server.getAddress().getPort() + "/realm";
        serve("/realm/.well-known/openid-configuration", """
                {"issuer": "%s", "jwks_uri": "%s/keys"}""".formatted(issuer, issuer));
        serve("/realm/keys", new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK())).toString());
        server.start();
        registry = start("oidc", issuer);
        workspace = registry.newWorkspace();
    }

    @AfterAll
    static void stop() {
        registry.close();
        server.stop(0);
    }

    @Test
    void letsTokensOfBothIssuersIn() throws Exception {
        String created = registry.post(token(claims -> claims), WEBHOOKS, """
                {"url": "https://example.com/a", "events": ["*"]}""")
                .expect(201)
                .text("id");

        assertThat(registry.get(registry.token(workspace), WEBHOOKS).expect(200).items())
                .extracting(webhook -> webhook.get("id").asString())
                .containsExactly(created);
        registry.get(signed(new ECDSASigner(ec), JWSAlgorithm.ES256, "ec", claims().build()), WEBHOOKS)
                .expect(200);
    }

    @Test
    void limitsThemByTheirScopes() throws Exception {
        String reader = token(claims -> claims.claim("scope", "openid webhooks:read"));
        String listed = token(claims -> claims.claim("scope", null).claim("scp", List.of("webhooks:read")));
        String none = token(claims -> claims.claim("scope", null));

        registry.get(reader, WEBHOOKS).expect(200);
        registry.post(reader, WEBHOOKS, "{}").expect(403);
        registry.get(listed, WEBHOOKS).expect(200);
        registry.get(none, WEBHOOKS).expect(403);
        registry.get(token(claims -> claims.claim("scope", "administrator webhooks:read")), "/api/v1/workspaces")
                .expect(403);
    }

    @Test
    void keepsThemToTheirWorkspace() throws Exception {
        String theirs = registry.webhook(registry.token(registry.newWorkspace()), "*");

        registry.get(token(claims -> claims), WEBHOOKS + "/" + theirs).expect(404);
    }

    @Test
    void refusesWhatIsNotForItOrNotFromThere() throws Exception {
        Instant now = Instant.now();
        refused(token(claims -> claims.claim("tenant", null)));
        refused(token(claims -> claims.claim("tenant", null).claim("workspace", workspace)));
        refused(token(claims -> claims.claim("tenant", List.of(workspace))));
        refused(token(claims -> claims.claim("tenant", "nonsense')")));
        refused(token(claims -> claims.claim("tenant", "ws_nobody")));
        refused(token(claims -> claims.audience("others")));
        refused(token(claims -> claims.audience((String) null)));
        refused(token(claims -> claims.issuer("https://elsewhere.example")));
        refused(token(claims -> claims.issuer(null)));
        refused(token(claims -> claims.expirationTime(Date.from(now.minus(Duration.ofMinutes(10))))));
        refused(token(claims -> claims.expirationTime(null)));
        refused(token(claims -> claims.notBeforeTime(Date.from(now.plus(Duration.ofHours(1))))));
    }

    @Test
    void refusesOtherSignatures() throws Exception {
        RSAKey other = new RSAKeyGenerator(2048).keyID("rsa").generate();
        refused(signed(new RSASSASigner(other), JWSAlgorithm.RS256, "rsa", claims().build()));
        refused(signed(new RSASSASigner(rsa), JWSAlgorithm.RS512, "rsa", claims().build()));
        refused(signed(new RSASSASigner(rsa), JWSAlgorithm.RS256, "unknown", claims().build()));
        refused(signed(
                new MACSigner(rsa.toPublicJWK().toString().getBytes(UTF_8)),
                JWSAlgorithm.HS256,
                "rsa",
                claims().build()));
        refused(new PlainJWT(claims().build()).serialize());
        refused(signed(
                new RSASSASigner(rsa),
                JWSAlgorithm.RS256,
                "rsa",
                claims().issuer("hookline")
                        .audience("hookline")
                        .claim("workspace", workspace)
                        .build()));
    }

    @Test
    void asksForPatienceWhileTheIssuerIsAway() throws Exception {
        String gone = "http://localhost:1/realm";
        try (RunningRegistry alone = start("oidcaway", gone)) {
            String own = alone.token(alone.newWorkspace());

            Answer answer = alone.get(token(claims -> claims.issuer(gone)), WEBHOOKS);

            assertThat(answer.expect(503).header("Retry-After")).isNotEmpty();
            alone.get(own, WEBHOOKS).expect(200);
        }
    }

    @Test
    void trustsNoDocumentOfAnotherIssuer() throws Exception {
        String twin = issuer + "/twin";
        serve("/realm/twin/.well-known/openid-configuration", """
                {"issuer": "%s", "jwks_uri": "%s/keys"}""".formatted(issuer, issuer));
        try (RunningRegistry misled = start("oidctwin", twin)) {
            misled.get(token(claims -> claims.issuer(twin)), WEBHOOKS).expect(503);
        }
    }

    private static RunningRegistry start(String database, String issuer) {
        return RunningRegistry.start(
                Parts.database(database),
                Map.of(
                        "HOOKLINE_OIDC_ISSUER", issuer,
                        "HOOKLINE_OIDC_AUDIENCE", "hookline-api",
                        "HOOKLINE_OIDC_WORKSPACE_CLAIM", "tenant",
                        "HOOKLINE_ALLOW_HTTP", "true"));
    }

    private static void serve(String path, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            try (exchange) {
                exchange.getResponseBody().write(bytes);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void refused(String token) {
        assertThat(registry.get(token, WEBHOOKS).expect(401).header("WWW-Authenticate"))
                .contains("invalid_token");
    }

    private static String token(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(
                new RSASSASigner(rsa),
                JWSAlgorithm.RS256,
                "rsa",
                change.apply(claims()).build());
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("hookline-api")
                .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))))
                .claim("tenant", workspace)
                .claim("scope", "webhooks:read webhooks:write");
    }

    private static String signed(JWSSigner signer, JWSAlgorithm algorithm, String keyId, JWTClaimsSet claims)
            throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .keyID(keyId)
                .type(new JOSEObjectType("at+jwt"))
                .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }
}
