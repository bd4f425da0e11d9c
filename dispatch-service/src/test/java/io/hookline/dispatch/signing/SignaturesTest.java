package io.hookline.dispatch.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignaturesTest {
    private static final Instant AT = Instant.ofEpochSecond(1614265330);
    private static final String KEY =
            "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
    private static final String OTHER_KEY = "whsk_" + "AQ".repeat(42) + "AQ==";

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
    void signsWithPrivateKeysAsStandardWebhooksDoes() {
        Signatures signatures = sign("msg_p5jXN8AQM9LWM0D4loKWxJek", "{\"test\": 2432232314}", AT, v1a(KEY));

        assertThat(signatures.standard())
                .isEqualTo(
                        "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==");
        assertThat(signatures.body()).startsWith("sha256=");
    }

    @Test
    void putsSymmetricSignaturesBeforeTheOthers() {
        SigningKeys both = new SigningKeys(false, List.of(SigningKey.of(KEY, null)));

        assertThat(sign("evt_1", "{}", AT, both).standard())
                .isEqualTo(sign("evt_1", "{}", AT, secret("secret")).standard() + " "
                        + sign("evt_1", "{}", AT, v1a(KEY)).standard());
    }

    @Test
    void signsWithAllPrivateKeysThatHaveNotExpired() {
        SigningKey overlapping = SigningKey.of(OTHER_KEY, AT.plusSeconds(1));
        SigningKey expired = SigningKey.of(OTHER_KEY, AT);

        SigningKeys rotated = new SigningKeys(true, List.of(SigningKey.of(KEY, null), overlapping, expired));

        assertThat(sign("evt_1", "{}", AT, rotated).standard())
                .isEqualTo(sign("evt_1", "{}", AT, v1a(KEY)).standard() + " "
                        + sign("evt_1", "{}", AT, v1a(OTHER_KEY)).standard());
    }

    @Test
    void makesNothingIfAllPrivateKeysHaveExpiredAndNothingElseIsWanted() {
        SigningKeys expired = new SigningKeys(true, List.of(SigningKey.of(KEY, AT)));

        assertThat(Signatures.of("evt_1", ByteBuffer.allocate(0), List.of(secret("secret")), expired, AT))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsk_", "whsk_no base64!", "whsk_AAAA", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void refusesWhatIsNoPrivateKeyAndDoesNotShowIt(String text) {
        assertThatThrownBy(() -> SigningKey.of(text, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A signing key is whsk_ and the base64 of 64 bytes")
                .hasNoCause();
    }

    @Test
    void makesWhatTheLibrariesOfReceiversVerify() {
        Instant now = Clock.systemUTC().instant();
        String body = "{\"content\":\"Grüße 😀\"}";
        List<SigningSecret> secrets =
                List.of(secret("whsec_" + base64("the newer")), secret("whsec_" + base64("the older")));
        SigningKeys keys = new SigningKeys(false, List.of(SigningKey.of(KEY, null)));

        Signatures signatures = sign("evt_1", body, now, secrets, keys);

        Map<String, List<String>> headers = Map.of(
                "webhook-id", List.of("evt_1"),
                "webhook-timestamp", List.of(Long.toString(now.getEpochSecond())),
                "webhook-signature", List.of(signatures.standard()));
        for (String secret : List.of("whsec_" + base64("the newer"), "whsec_" + base64("the older"))) {
            assertThatCode(() -> new Webhook(secret).verify(body, headers)).doesNotThrowAnyException();
            assertThatCode(() -> new com.svix.Webhook(secret).verify(body, HttpHeaders.of(headers, (_, _) -> true)))
                    .doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> new Webhook("whsec_" + base64("another")).verify(body, headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void takesTheBytesOfASecretOfTheCustomersOwn() {
        Instant now = Clock.systemUTC().instant();

        Signatures signatures = sign("evt_1", "{}", now, secret("customer's own secret"));

        Map<String, List<String>> headers = Map.of(
                "webhook-id", List.of("evt_1"),
                "webhook-timestamp", List.of(Long.toString(now.getEpochSecond())),
                "webhook-signature", List.of(signatures.standard()));
        assertThatCode(() -> new Webhook("customer's own secret".getBytes(UTF_8)).verify("{}", headers))
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
        assertThat(v1a(KEY).toString()).doesNotContain(KEY.substring(5, 20));
    }

    private static SigningSecret secret(String text) {
        return SigningSecret.of(text, null);
    }

    private static SigningKeys v1a(String key) {
        return new SigningKeys(true, List.of(SigningKey.of(key, null)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static Signatures sign(String id, String body, Instant at, SigningSecret... secrets) {
        return Signatures.of(id, ByteBuffer.wrap(body.getBytes(UTF_8)), List.of(secrets), at)
                .orElseThrow();
    }

    private static Signatures sign(String id, String body, Instant at, SigningKeys keys) {
        return sign(id, body, at, List.of(secret("secret")), keys);
    }

    private static Signatures sign(String id, String body, Instant at, List<SigningSecret> secrets, SigningKeys keys) {
        return Signatures.of(id, ByteBuffer.wrap(body.getBytes(UTF_8)), secrets, keys, at)
                .orElseThrow();
    }
}
