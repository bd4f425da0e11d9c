package io.hookline.registry.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.hookline.registry.Answer;
import io.hookline.registry.RunningRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class TokenIT {
    private final RunningRegistry registry = RunningRegistry.shared();
    private final String workspace = registry.newWorkspace();
    private final String tokens = "/api/v1/workspaces/" + workspace + "/tokens";

    @Test
    void issuesTokensThatAnybodyCanVerifyByThePublishedKey() throws Exception {
        Answer issued = registry.post(RunningRegistry.ADMIN, tokens, """
                {"scopes": ["webhooks:read", "events:write"], "expiresInDays": 7}""").expect(201);
        Answer keys = registry.get(null, "/.well-known/jwks.json").expect(200);

        RSAKey key = JWKSet.parse(keys.body()).getKeys().getFirst().toRSAKey();
        SignedJWT token = SignedJWT.parse(issued.text("token"));
        JWTClaimsSet claims = token.getJWTClaimsSet();

        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(token.getHeader().getKeyID()).isEqualTo(key.getKeyID());
        assertThat(key.isPrivate()).isFalse();
        assertThat(keys.header("Cache-Control")).contains("public").contains("max-age");
        assertThat(issued.header("Cache-Control")).isEqualTo("no-store");
        assertThat(claims.getIssuer()).isEqualTo("hookline");
        assertThat(claims.getAudience()).containsExactly("hookline");
        assertThat(claims.getJWTID()).isEqualTo(issued.text("id"));
        assertThat(claims.getStringClaim("workspace")).isEqualTo(workspace);
        assertThat(claims.getStringClaim("scope")).isEqualTo("webhooks:read events:write");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofDays(7));
        assertThat(Instant.parse(issued.text("expiresAt")).getEpochSecond())
                .isEqualTo(claims.getExpirationTime().toInstant().getEpochSecond());
    }

    @Test
    void grantsEveryScopeForNinetyDaysUnlessToldOtherwise() {
        Answer issued = registry.post(RunningRegistry.ADMIN, tokens, null).expect(201);

        assertThat(issued.json().get("scopes").toString())
                .isEqualTo(
                        "[\"events:write\",\"publishes:write\",\"publishes:read\",\"webhooks:read\",\"webhooks:write\"]");
        assertThat(Instant.parse(issued.text("expiresAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofDays(89)), Instant.now().plus(Duration.ofDays(91)));
    }

    @Test
    void refusesARevokedTokenAtOnce() {
        Answer issued = registry.post(RunningRegistry.ADMIN, tokens, "{}").expect(201);
        registry.get(issued.text("token"), "/api/v1/webhooks").expect(200);

        registry.send("DELETE", RunningRegistry.ADMIN, "/api/v1/tokens/" + issued.text("id"), null)
                .expect(204);

        registry.get(issued.text("token"), "/api/v1/webhooks").expect(401);
        JsonNode listed =
                registry.get(RunningRegistry.ADMIN, tokens).expect(200).items().getFirst();
        assertThat(listed.get("id").asString()).isEqualTo(issued.text("id"));
        assertThat(listed.get("revokedAt").isNull()).isFalse();
        assertThat(listed.has("token")).isFalse();
    }

    @Test
    void listsWhatATokenIsForAndHowLong() {
        Answer issued = registry.post(RunningRegistry.ADMIN, tokens, """
                {"name": "CI", "scopes": ["webhooks:read"], "expiresInDays": 1}""").expect(201);
        registry.post(RunningRegistry.ADMIN, tokens, "{}").expect(201);

        JsonNode oldest =
                registry.get(RunningRegistry.ADMIN, tokens).expect(200).items().getLast();

        assertThat(oldest.get("name").asString()).isEqualTo("CI");
        assertThat(oldest.get("scopes").toString()).isEqualTo("[\"webhooks:read\"]");
        assertThat(oldest.get("expiresAt").asString()).isEqualTo(issued.text("expiresAt"));
        assertThat(oldest.get("revokedAt").isNull()).isTrue();
        registry.get(issued.text("token"), "/api/v1/webhooks").expect(200);
        registry.post(issued.text("token"), "/api/v1/webhooks", "{}").expect(403);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(registry.post(RunningRegistry.ADMIN, tokens, """
                {"scopes": ["webhooks:all"], "expiresInDays": 367, "name": "", "colour": "red"}""").expect(400).errors())
                .satisfiesExactly(
                        name -> assertThat(name).startsWith("name: must have 1 to 200"),
                        scope -> assertThat(scope).startsWith("scopes[0]: must be one of events:write"),
                        days -> assertThat(days).isEqualTo("expiresInDays: must be a whole number from 1 to 366"),
                        colour -> assertThat(colour).isEqualTo("colour: is not a field of this call"));
        registry.post(RunningRegistry.ADMIN, tokens, "{\"scopes\": []}").expect(400);
        registry.post(RunningRegistry.ADMIN, "/api/v1/workspaces/ws_nobody/tokens", "{}")
                .expect(404);
        registry.post(RunningRegistry.ADMIN, "/api/v1/workspaces/nonsense/tokens", "{}")
                .expect(404);
        registry.send("DELETE", RunningRegistry.ADMIN, "/api/v1/tokens/tok_" + "0".repeat(32), null)
                .expect(404);
    }

    @Test
    void makesWorkspacesOnce() {
        Answer made = registry.post(RunningRegistry.ADMIN, "/api/v1/workspaces", "{\"name\": \"Acme\"}")
                .expect(201);

        assertThat(made.text("id")).matches("ws_[0-9a-f]{32}");
        assertThat(made.header("Location")).isEqualTo("/api/v1/workspaces/" + made.text("id"));
        assertThat(registry.get(RunningRegistry.ADMIN, "/api/v1/workspaces")
                        .expect(200)
                        .body())
                .contains(made.text("id"), "Acme");
        registry.post(
                        RunningRegistry.ADMIN,
                        "/api/v1/workspaces",
                        "{\"id\": \"" + made.text("id") + "\", \"name\": \"B\"}")
                .expect(409);
        assertThat(registry.post(RunningRegistry.ADMIN, "/api/v1/workspaces", "{\"id\": \"acme\"}")
                        .expect(400)
                        .errors())
                .hasSize(2);
    }
}
