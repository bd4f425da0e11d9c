package io.hookline.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.hookline.delivery.DeliveryAttempted;
import io.hookline.dispatch.Receiver.Answer;
import io.hookline.dispatch.Receiver.Received;
import io.hookline.dispatch.Wire.NewSubscription;
import io.hookline.event.WebhookTest;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** How requests show whom they are from: real deliveries, checked with what receivers use. */
final class CredentialsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String KEY =
            "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
    private static final String PUBLIC_KEY = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";

    @TempDir
    private static Path directory;

    private static Certificates certificates;
    private static DispatchUnderTest dispatch;

    private final String workspace = "ws_" + UUID.randomUUID();
    private final String path = "/" + UUID.randomUUID();

    @BeforeAll
    static void start() throws IOException {
        certificates = new Certificates();
        Path bundle = Files.writeString(directory.resolve("ca.pem"), certificates.authorityPem());
        dispatch = new DispatchUnderTest();
        dispatch.start("--dispatch.ca-bundle=" + bundle);
    }

    @AfterAll
    static void stop() {
        dispatch.close();
    }

    @Test
    void signsSoThatTheLibrariesOfReceiversVerifyWhileASecretIsRotated() {
        String newer = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        String older = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
        String expired = "whsec_ZXhwaXJlZCBsb25nIGFnbywgYW5kIGZvciBnb29k";

        testEvent(subscription()
                .signedWith(newer)
                .overlappedBy(older, Instant.parse("2100-01-01T00:00:00Z"))
                .overlappedBy(expired, Instant.parse("2026-01-01T00:00:00Z"))
                .withSignatures("v1", "v1a")
                .withSigningKey(KEY)
                .write());

        Received received = receivedAt(path, 1).getFirst();
        HttpHeaders headers = HttpHeaders.of(received.headers(), (_, _) -> true);
        for (String secret : List.of(newer, older)) {
            assertThatCode(() -> new Webhook(secret).verify(received.body(), received.headers()))
                    .doesNotThrowAnyException();
            assertThatCode(() -> new com.svix.Webhook(secret).verify(received.body(), headers))
                    .doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> new Webhook(expired).verify(received.body(), received.headers()))
                .isInstanceOf(WebhookVerificationException.class);
        List<String> signatures = List.of(received.header("webhook-signature").split(" "));
        assertThat(signatures).hasSize(3);
        assertThat(isMadeWithTheKey(signatures.getLast(), received)).isTrue();
    }

    @Test
    void signsWithThePrivateKeyAloneIfThatIsAskedForAndKeepsTheOtherHeader() {
        testEvent(subscription().withSignatures("v1a").withSigningKey(KEY).write());

        Received received = receivedAt(path, 1).getFirst();
        assertThat(isMadeWithTheKey(received.header("webhook-signature"), received))
                .isTrue();
        assertThat(received.header("X-Webhook-Signature")).startsWith("sha256=");
    }

    /**
     * The sample parses the body and writes it again before it signs it. Where there is a Node.js, it is run as it is printed;
     * its steps are taken in Java in any case.
     */
    @Test
    void signsSoThatTheJavaScriptSampleOfTheDocumentationVerifies() throws Exception {
        String secret = "your_webhook_secret_key";
        testEvent(subscription().signedWith(secret).write(), "Grüße 😀 \"</script>\" \u2028 \\ 1e21");

        Received received = receivedAt(path, 1).getFirst();
        JsonMapper json = JsonMapper.shared();
        String again = json.writeValueAsString(json.readTree(received.body()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        assertThat(received.header("X-Webhook-Signature"))
                .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(again.getBytes(UTF_8))));
        if (hasNode()) {
            assertThat(sampleAccepts(received.header("X-Webhook-Signature"), received.body(), secret))
                    .isTrue();
            assertThat(sampleAccepts(received.header("X-Webhook-Signature"), received.body(), "another"))
                    .isFalse();
        }
    }

    @Test
    void logsInWithUserNameAndPassword() {
        testEvent(subscription()
                .withHeader("authorization", "Bearer of the customer")
                .withAuthentication("{\"type\":\"basic\",\"username\":\"Aladdin\",\"password\":\"open sesame\"}")
                .write());

        assertThat(receivedAt(path, 1).getFirst().header("Authorization"))
                .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }

    @Test
    void logsInWithATokenAndWithAnotherIfThatIsRefused() {
        dispatch.receiver.answers(path + "/token", token("first"), token("second"), token("third"));
        dispatch.receiver.answers(path, Answer.status(401), Answer.status(200));
        String subscription = subscription().withAuthentication(oauth2()).write();

        testEvent(subscription);

        assertThat(receivedAt(path, 2))
                .extracting(request -> request.header("Authorization"))
                .containsExactly("Bearer first", "Bearer second");
        DeliveryAttempted report = reports(subscription, 1).getFirst();
        assertThat(report.getDeliveryStatus()).isEqualTo("delivered");
        assertThat(report.getAttempt()).isEqualTo(1);

        testEvent(subscription);
        assertThat(receivedAt(path, 3).getLast().header("Authorization")).isEqualTo("Bearer second");
        assertThat(dispatch.receiver.received(path + "/token")).hasSize(2);
        assertThat(dispatch.receiver.received(path + "/token").getFirst().body())
                .isEqualTo("grant_type=client_credentials&scope=hooks");
    }

    @Test
    void retriesWhatItHadNoTokenFor() {
        dispatch.receiver.answers(path + "/token", Answer.status(500), token("late"));
        String subscription = subscription().withAuthentication(oauth2()).write();

        testEvent(subscription);

        List<DeliveryAttempted> reports = reports(subscription, 2);
        assertThat(reports).extracting(DeliveryAttempted::getDeliveryStatus).containsExactly("retrying", "delivered");
        assertThat(reports.getFirst().getOutcome().getReason()).isEqualTo("authentication_failed");
        assertThat(dispatch.receiver.received(path)).hasSize(1);
    }

    /** The URL of tokens is the customer's too. */
    @Test
    void fetchesNoTokenFromAPrivateAddress() {
        String subscription = subscription()
                .withAuthentication("{\"type\":\"oauth2\",\"tokenUrl\":\"http://10.0.0.1:9/token\",\"clientId\":\"id\","
                        + "\"clientSecret\":\"secret\"}")
                .write();

        testEvent(subscription);

        assertThat(reports(subscription, 1).getFirst().getOutcome().getReason()).isEqualTo("authentication_failed");
        assertThat(dispatch.receiver.received(path)).isEmpty();
    }

    @Test
    void showsTheCertificateOfTheWebhook() {
        try (TlsReceiver receiver =
                TlsReceiver.startForCertified(certificates.server("localhost"), certificates.authority())) {
            String one = certified(receiver, "one");
            String other = certified(receiver, "other");

            testEvent(one);
            testEvent(other);

            assertThat(reports(one, 1).getFirst().getDeliveryStatus()).isEqualTo("delivered");
            assertThat(reports(other, 1).getFirst().getDeliveryStatus()).isEqualTo("delivered");
            assertThat(receiver.received())
                    .extracting(TlsReceiver.Received::client)
                    .containsExactlyInAnyOrder("CN=one", "CN=other");
        }
    }

    @Test
    void keepsToTheLimitOfAnEndpointThatSpeaksHttp2() {
        try (TlsReceiver receiver = TlsReceiver.start(certificates.server("localhost"))) {
            String subscription = dispatch.wire
                    .subscription(workspace, receiver.at("localhost", path))
                    .write();

            IntStream.range(0, 100).forEach(_ -> testEvent(subscription));

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(receiver.received()).hasSizeGreaterThanOrEqualTo(100));
            assertThat(receiver.received())
                    .extracting(TlsReceiver.Received::protocol)
                    .containsOnly("HTTP/2.0");
            assertThat(receiver.mostAtWork()).isLessThanOrEqualTo(8);
        }
    }

    private NewSubscription subscription() {
        return dispatch.wire.subscription(workspace, dispatch.receiver.at(path));
    }

    private String certified(TlsReceiver receiver, String name) {
        return dispatch.wire
                .subscription(workspace, receiver.at("localhost", path))
                .withClientCertificate(Certificates.pem(certificates.client(name)))
                .write();
    }

    private String oauth2() {
        URI tokenUrl = dispatch.receiver.at(path + "/token");
        return "{\"type\":\"oauth2\",\"tokenUrl\":\"" + tokenUrl
                + "\",\"clientId\":\"id\",\"clientSecret\":\"secret\",\"scope\":\"hooks\"}";
    }

    private static Answer token(String token) {
        String body = "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
        return Answer.body(200, body.getBytes(UTF_8));
    }

    /** It waits for the subscriptions that were written before it. */
    private void testEvent(String subscription) {
        testEvent(subscription, "Hello");
    }

    private void testEvent(String subscription, String message) {
        dispatch.wire.publish(
                Topics.EVENTS_ACCOUNTS,
                "webhook.test",
                workspace,
                new WebhookTest(message),
                Map.of(CloudEventHeaders.SUBSCRIPTION, subscription));
    }

    private static List<Received> receivedAt(String path, int count) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(dispatch.receiver.received(path))
                .hasSizeGreaterThanOrEqualTo(count));
        return dispatch.receiver.received(path);
    }

    private static List<DeliveryAttempted> reports(String subscription, int count) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(dispatch.reports(subscription)).hasSizeGreaterThanOrEqualTo(count));
        return dispatch.reports(subscription);
    }

    private static boolean isMadeWithTheKey(String signature, Received received) {
        try {
            byte[] point = Base64.getDecoder().decode(PUBLIC_KEY.substring("whpk_".length()));
            byte[] header = HexFormat.of().parseHex("302a300506032b6570032100"); // What X.509 puts before the 32 bytes.
            byte[] encoded = Arrays.copyOf(header, header.length + point.length);
            System.arraycopy(point, 0, encoded, header.length, point.length);
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            String signed =
                    received.header("webhook-id") + "." + received.header("webhook-timestamp") + "." + received.body();
            ed25519.update(signed.getBytes(UTF_8));
            return signature.startsWith("v1a,")
                    && ed25519.verify(Base64.getDecoder().decode(signature.substring("v1a,".length())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** Runs the sample with the body as Express hands it on: parsed. */
    private static boolean sampleAccepts(String signature, String body, String secret) throws Exception {
        Path script = Files.writeString(directory.resolve("sample-" + UUID.randomUUID() + ".js"), """
                const crypto = require('crypto');

                function verifySignature(signature, body, secret) {
                  const expectedSignature = crypto
                    .createHmac('sha256', secret)
                    .update(JSON.stringify(body))
                    .digest('hex');

                  return `sha256=${expectedSignature}` === signature;
                }

                const body = JSON.parse(require('fs').readFileSync(0, 'utf8'));
                console.log(verifySignature(process.argv[2], body, process.argv[3]));
                """);
        Process node = new ProcessBuilder("node", script.toString(), signature, secret)
                .redirectErrorStream(true)
                .start();
        node.getOutputStream().write(body.getBytes(UTF_8));
        node.getOutputStream().close();
        String output = new String(node.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).isIn("true", "false");
        return Boolean.parseBoolean(output);
    }
}
