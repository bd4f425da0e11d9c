package io.hookline.dispatch.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.dispatch.sending.TokenAnswer.Refused;
import io.hookline.dispatch.sending.TokenAnswer.Token;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientCredentialsGrantTest {
    private static final URI TOKEN_URL = URI.create("https://login.customer.example/token");

    @Test
    void asksForATokenAsRfc6749Says() {
        SignedRequest request = ClientCredentialsGrant.request(
                new ClientCredentials(TOKEN_URL, "an id", "s3cr:t", "hooks:write all"), "Hookline/1.2.3");

        assertThat(request.url()).isEqualTo(TOKEN_URL);
        assertThat(UTF_8.decode(request.body().duplicate()).toString())
                .isEqualTo("grant_type=client_credentials&scope=hooks%3Awrite+all");
        assertThat(request.headers())
                .containsEntry("Authorization", "Basic YW4raWQ6czNjciUzQXQ=")
                .containsEntry("Content-Type", "application/x-www-form-urlencoded")
                .containsEntry("User-Agent", "Hookline/1.2.3");
        assertThat(request.toString()).doesNotContain("s3cr");
    }

    @Test
    void asksForNoScopeWhereNoneIsSet() {
        SignedRequest request =
                ClientCredentialsGrant.request(new ClientCredentials(TOKEN_URL, "id", "secret", null), "any");

        assertThat(UTF_8.decode(request.body().duplicate()).toString()).isEqualTo("grant_type=client_credentials");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"access_token":"abc","token_type":"Bearer","expires_in":3600} | PT59M30S
            {"access_token":"abc","token_type":"bearer","expires_in":"60"} | PT45S
            {"access_token":"abc","expires_in":0}                          | PT0S
            {"access_token":"abc","expires_in":-5}                         | PT0S
            {"access_token":"abc"}                                         | PT4M30S
            {"access_token":"abc","expires_in":99999999999}                | PT23H59M30S
            """)
    void usesATokenUntilShortlyBeforeItExpires(String body, Duration lifetime) {
        assertThat(ClientCredentialsGrant.read(answered(200, body))).isEqualTo(new Token("Bearer abc", lifetime));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "null",
                "{}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":\"a b\"}",
                "{\"access_token\":\"a\\r\\nX-Injected: 1\"}",
                "{\"access_token\":\"hidden\",\"token_type\":\"mac\"}",
                "{\"access_token\":\"hidden\"",
            })
    void takesNothingElseForAToken(String body) {
        assertThat(ClientCredentialsGrant.read(answered(200, body)))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.cause())
                        .hasMessageNotContaining("hidden")
                        .hasNoCause());
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 400, 401, 429, 500})
    void takesNoOtherStatusForAToken(int status) {
        assertThat(ClientCredentialsGrant.read(answered(status, "{\"access_token\":\"abc\"}")))
                .isInstanceOf(Refused.class);
    }

    @Test
    void saysWhyThereWasNoAnswer() {
        IOException cause = new IOException("reset");

        assertThat(ClientCredentialsGrant.read(Exchange.notSent(Instant.EPOCH, cause)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.cause()).hasCause(cause));
    }

    @Test
    void showsNoSecretInItsText() {
        assertThat(new ClientCredentials(TOKEN_URL, "id", "hidden", null).toString())
                .doesNotContain("hidden");
        assertThat(new Token("Bearer hidden", Duration.ZERO).toString()).doesNotContain("hidden");
        assertThat(new ClientCertificate("wh_1", "hidden").toString()).doesNotContain("hidden");
    }

    private static Exchange answered(int status, String body) {
        return new Exchange(
                Instant.EPOCH, Duration.ZERO, null, null, null, new Exchange.Answer(status, Map.of(), body));
    }
}
