package io.hookline.registry.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningSecretTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "your_webhook_secret_key",
                "It's a Secret to Everybody",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "1234567890123456"
            })
    void takesSecretsOfBothForms(String text) {
        assertThat(SigningSecret.problem(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "123456789012345",
                "whsec_",
                "whsec_c2hvcnQ=",
                "whsec_not base64 at all!",
                "sixteen letters\n",
                "sixteen letterß"
            })
    void refusesOthers(String text) {
        assertThat(SigningSecret.problem(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 64})
    void takesStandardSecretsOfTheLengthsOfTheSpecification(int bytes) {
        assertThat(SigningSecret.problem(standard(bytes))).isEmpty();
        assertThat(SigningSecret.problem(standard(bytes == 24 ? 23 : 65))).isPresent();
    }

    @Test
    void refusesOverlongOnes() {
        assertThat(SigningSecret.problem("x".repeat(256))).isEmpty();
        assertThat(SigningSecret.problem("x".repeat(257))).isPresent();
    }

    @Test
    void makesItsOwnAndKeepsItOutOfLogs() {
        SigningSecret secret = SigningSecret.random(new SecureRandom());

        assertThat(SigningSecret.problem(secret.text())).isEmpty();
        assertThat(secret.toString()).doesNotContain(secret.text());
    }

    private static String standard(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
