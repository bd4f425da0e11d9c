package io.hookline.client.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import io.hookline.client.event.PostPublished;
import io.hookline.client.webhook.Verification.Reason;
import io.hookline.client.webhook.Verification.Refused;
import io.hookline.client.webhook.Verification.Verified;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookVerifierTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final String PUBLIC_KEY = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long TIME = 1614265330;
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String V1 = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String V1A =
            "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";
    private static final String EVENT = """
            {"event":"post.published","timestamp":"2024-01-15T10:00:00Z","data":{"postId":"post_123",\
            "platform":"instagram","platformPostId":"ig_456","publishedAt":"2024-01-15T10:00:00Z"},\
            "workspaceId":"ws_1","id":"evt_1"}""";

    @Test
    void verifiesTheVectorsOfStandardWebhooks() {
        assertThat(check(at(TIME).secret(SECRET), BODY, headers(ID, TIME, V1))).isEqualTo("good");
        assertThat(check(
                        at(1649367553).secret(OTHER_SECRET),
                        "{\"email\":\"test@example.com\",\"username\":\"test_user\"}",
                        headers(
                                "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
                                1649367553,
                                "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=")))
                .isEqualTo("good");
        assertThat(check(at(TIME).publicKey(PUBLIC_KEY), BODY, headers(ID, TIME, V1A)))
                .isEqualTo("good");
    }

    @Test
    void verifiesTheVectorOfGitHub() {
        byte[] body = "Hello, World!".getBytes(UTF_8);
        String signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        WebhookVerifier verifier =
                WebhookVerifier.builder().secret("It's a Secret to Everybody").build();

        assertThat(verifier.checkBodySignature(body, signature)).isEmpty();
        assertThat(BodySignature.of("It's a Secret to Everybody", body)).isEqualTo(signature);
    }

    @Test
    void verifiesWhatAnotherLibrarySigns() throws Exception {
        String signature = new Webhook(SECRET).sign("evt_1", TIME, EVENT);

        Verification verification =
                at(TIME).secret(SECRET).build().verify(EVENT.getBytes(UTF_8), headers("evt_1", TIME, signature)::get);

        assertThat(verification).isInstanceOfSatisfying(Verified.class, verified -> {
            WebhookEvent event = verified.event();
            assertThat(event.id()).isEqualTo("evt_1");
            assertThat(event.event()).isEqualTo(PostPublished.TYPE);
            assertThat(event.timestamp()).isEqualTo(Instant.parse("2024-01-15T10:00:00Z"));
            assertThat(event.workspaceId()).isEqualTo("ws_1");
            assertThat(event.dataAs(PostPublished.class).platformPostId()).isEqualTo("ig_456");
            assertThat(event.toString()).contains("evt_1").doesNotContain("ig_456");
        });
    }

    @Test
    void takesAnyOfSeveralSecretsAndSignatures() {
        WebhookVerifier.Builder both =
                at(TIME).secret(OTHER_SECRET).secret(SECRET).publicKey(PUBLIC_KEY);
        String wrong = "v1," + V1.substring(3).replace('g', 'h');

        assertThat(check(both, BODY, headers(ID, TIME, wrong + " v2,abcd " + V1)))
                .isEqualTo("good");
        assertThat(check(both, BODY, headers(ID, TIME, V1A + " " + wrong))).isEqualTo("good");
        assertThat(check(both, BODY, headers(ID, TIME, wrong))).isEqualTo("WRONG_SIGNATURE");
    }

    /** So does the sender: a plain secret is its bytes, also one that only looks like the standard's. */
    @ParameterizedTest
    @ValueSource(strings = {"your_webhook_secret_key", "whsec_", "whsec_not base64"})
    void usesAnyOtherSecretAsItIs(String secret) {
        byte[] signed = (ID + "." + TIME + "." + BODY).getBytes(UTF_8);
        String signature = "v1," + Base64.getEncoder().encodeToString(Hmac.sign(secret.getBytes(UTF_8), signed));

        assertThat(check(at(TIME).secret(secret), BODY, headers(ID, TIME, signature)))
                .isEqualTo("good");
    }

    @ParameterizedTest
    @CsvSource({"-301, TOO_NEW", "-300, good", "300, good", "301, TOO_OLD"})
    void toleratesFiveMinutesEitherWay(long secondsLater, String expected) {
        assertThat(check(at(TIME + secondsLater).secret(SECRET), BODY, headers(ID, TIME, V1)))
                .isEqualTo(expected);
    }

    @Test
    void toleratesAsMuchAsItIsTold() {
        assertThat(check(at(TIME + 10).secret(SECRET).tolerance(Duration.ofSeconds(9)), BODY, headers(ID, TIME, V1)))
                .isEqualTo("TOO_OLD");
    }

    @ParameterizedTest
    @CsvSource({"webhook-id, MISSING_HEADER", "webhook-timestamp, MISSING_HEADER", "webhook-signature, MISSING_HEADER"})
    void wantsEveryHeader(String missing, String expected) {
        Map<String, String> headers = headers(ID, TIME, V1);
        headers.remove(missing);

        assertThat(check(at(TIME).secret(SECRET), BODY, headers)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "webhook-timestamp, soon, MALFORMED_TIMESTAMP",
        "webhook-timestamp, 1614265330.5, MALFORMED_TIMESTAMP",
        "webhook-timestamp, -9223372036854775808, TOO_OLD",
        "webhook-timestamp, 9223372036854775807, TOO_NEW",
        "webhook-timestamp, 1614265331, WRONG_SIGNATURE",
        "webhook-id, msg_other, WRONG_SIGNATURE",
        "webhook-signature, v1, NO_USABLE_SIGNATURE",
        "webhook-signature, 'v1,%', NO_USABLE_SIGNATURE",
        "webhook-signature, 'v1a,abcd', NO_USABLE_SIGNATURE",
        "webhook-signature, 'v1,', WRONG_SIGNATURE",
        "webhook-signature, 'v1,abcd', WRONG_SIGNATURE"
    })
    void saysWhatIsWrong(String header, String value, String expected) {
        Map<String, String> headers = headers(ID, TIME, V1);
        headers.put(header, value);

        assertThat(check(at(TIME).secret(SECRET), BODY, headers)).isEqualTo(expected);
    }

    @Test
    void refusesABodyThatWasParsedAndPrinted() {
        assertThat(check(at(TIME).secret(SECRET), "{\"test\":2432232314}", headers(ID, TIME, V1)))
                .isEqualTo("WRONG_SIGNATURE");
        assertThat(check(at(TIME).publicKey(PUBLIC_KEY), "{\"test\":2432232314}", headers(ID, TIME, V1A)))
                .isEqualTo("WRONG_SIGNATURE");
        assertThat(check(at(TIME).publicKey(PUBLIC_KEY), BODY, headers(ID, TIME, "v1a,abcd")))
                .isEqualTo("WRONG_SIGNATURE");
    }

    /** Each costs a computation, and anyone can send them. */
    @Test
    void looksAtSoManySignaturesAndNoMore() {
        assertThat(check(at(TIME).secret(SECRET), BODY, headers(ID, TIME, "v1,abcd ".repeat(20) + V1)))
                .isEqualTo("WRONG_SIGNATURE");
        assertThat(check(at(TIME).secret(SECRET), BODY, headers(ID, TIME, "v1,abcd ".repeat(19) + V1)))
                .isEqualTo("good");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "[]",
                "{\"event\":\"post.published\"}",
                "{\"event\":\"post.published\",\"timestamp\":\"today\",\"data\":{},\"workspaceId\":\"ws_1\",\"id\":\"evt_1\"}",
                "{\"event\":1,\"timestamp\":\"2024-01-15T10:00:00Z\",\"data\":{},\"workspaceId\":\"ws_1\",\"id\":\"evt_1\"}"
            })
    void refusesWhatIsSignedAndNoEvent(String body) {
        byte[] bytes = body.getBytes(UTF_8);

        Verification verification =
                at(TIME).secret(SECRET).build().verifyBodySignature(bytes, BodySignature.of(SECRET, bytes));

        assertThat(verification).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                .isEqualTo(Reason.NOT_AN_EVENT));
    }

    @Test
    void readsTheEventOfABodySignature() {
        byte[] body = EVENT.getBytes(UTF_8);

        Verification verification = at(TIME).secret("your_webhook_secret_key")
                .build()
                .verifyBodySignature(body, BodySignature.of("your_webhook_secret_key", body));

        assertThat(verification).isInstanceOfSatisfying(Verified.class, verified -> assertThat(
                        verified.event().id())
                .isEqualTo("evt_1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=", "sha256=00", "sha1=757107ea0eb2509fc211221cce984b8a37570b6d"})
    void refusesABodySignatureThatIsNone(String signature) {
        assertThat(at(TIME).secret(SECRET).build().checkBodySignature(BODY.getBytes(UTF_8), signature))
                .map(Refused::reason)
                .contains(Reason.NO_USABLE_SIGNATURE);
    }

    @Test
    void refusesABodySignatureOfAnotherSecretAndOneThatIsNotThere() {
        byte[] body = BODY.getBytes(UTF_8);
        WebhookVerifier verifier = at(TIME).secret(SECRET).build();

        assertThat(verifier.checkBodySignature(body, BodySignature.of(OTHER_SECRET, body)))
                .map(Refused::reason)
                .contains(Reason.WRONG_SIGNATURE);
        assertThat(verifier.checkBodySignature(body, null)).map(Refused::reason).contains(Reason.MISSING_HEADER);
    }

    @Test
    void wantsSomethingToVerifyWith() {
        assertThatThrownBy(() -> WebhookVerifier.builder().build()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> WebhookVerifier.builder().secret("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WebhookVerifier.builder().publicKey("whpk_abcd"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WebhookVerifier.builder().publicKey(SECRET))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static WebhookVerifier.Builder at(long epochSecond) {
        return WebhookVerifier.builder().clock(Clock.fixed(Instant.ofEpochSecond(epochSecond), ZoneOffset.UTC));
    }

    private static Map<String, String> headers(String id, long timestamp, String signature) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(timestamp));
        headers.put("webhook-signature", signature);
        return headers;
    }

    private static String check(WebhookVerifier.Builder verifier, String body, Map<String, String> headers) {
        return verifier.build()
                .check(body.getBytes(UTF_8), headers::get)
                .map(refused -> refused.reason().name())
                .orElse("good");
    }
}
