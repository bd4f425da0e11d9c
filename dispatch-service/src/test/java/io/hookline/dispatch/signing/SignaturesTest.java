package io.hookline.dispatch.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SignaturesTest {
    private static final Instant AT = Instant.ofEpochSecond(1614265330);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw | msg_p5jXN8AQM9LWM0D4loKWxJek | 1614265330 | {"test": 2432232314} | v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
            whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD | msg_27UH4WbU6Z5A5EzD8u03UvzRbpk | 1649367553 | {"email":"test@example.com","username":"test_user"} | v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=
            """)
    void signsAsStandardWebhooksDoes(String secret, String id, long timestamp, String body, String signature) {
        assertThat(sign(id, body, Instant.ofEpochSecond(timestamp), secret(secret))
                        .standard())
                .isEqualTo(signature);
    }

    @Test
    void signsTheBodyAsGitHubDoes() {
        assertThat(sign("any", "Hello, World!", AT, secret("It's a Secret to Everybody"))
                        .body())
                .isEqualTo("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    }

    @Test
    void makesWhatTheStandardLibraryVerifies() {
        Instant now = Clock.systemUTC().instant();
        String body = "{\"content\":\"Grüße 😀\"}";

        Signatures signatures = sign("evt_1", body, now, secret("customer's own secret"));

        Map<String, List<String>> headers = Map.of(
                "webhook-id", List.of("evt_1"),
                "webhook-timestamp", List.of(Long.toString(now.getEpochSecond())),
                "webhook-signature", List.of(signatures.standard()));
        assertThatCode(() -> new Webhook("customer's own secret".getBytes(UTF_8)).verify(body, headers))
                .doesNotThrowAnyException();
    }

    @Test
    void signsWithAllSecretsThatHaveNotExpired() {
        SigningSecret newest = secret("new");
        SigningSecret overlapping = SigningSecret.of("old", AT.plusSeconds(1));
        SigningSecret expired = SigningSecret.of("older", AT);

        Signatures signatures = sign("evt_1", "{}", AT, newest, overlapping, expired);

        assertThat(signatures.standard())
                .isEqualTo(sign("evt_1", "{}", AT, newest).standard() + " "
                        + sign("evt_1", "{}", AT, overlapping).standard());
        assertThat(signatures.body()).isEqualTo(sign("evt_1", "{}", AT, newest).body());
    }

    @Test
    void makesNothingWithoutASecret() {
        assertThat(Signatures.of("evt_1", ByteBuffer.allocate(0), List.of(SigningSecret.of("old", AT)), AT))
                .isEmpty();
    }

    @Test
    void takesASecretThatMerelyBeginsLikeOneOfTheStandardAsItIs() {
        assertThat(sign("evt_1", "{}", AT, secret("whsec_no base64!")).standard())
                .startsWith("v1,");
        assertThat(sign("evt_1", "{}", AT, secret("whsec_")).standard()).startsWith("v1,");
    }

    @Test
    void showsNoSecretInItsText() {
        assertThat(secret("hidden").toString()).doesNotContain("hidden");
    }

    private static SigningSecret secret(String text) {
        return SigningSecret.of(text, null);
    }

    private static Signatures sign(String id, String body, Instant at, SigningSecret... secrets) {
        return Signatures.of(id, ByteBuffer.wrap(body.getBytes(UTF_8)), List.of(secrets), at)
                .orElseThrow();
    }
}
