package io.hookline.dispatch.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.dispatch.SealedSecrets;
import io.hookline.dispatch.sending.ClientCertificate;
import io.hookline.dispatch.sending.ClientCredentials;
import io.hookline.dispatch.signing.Signatures;
import io.hookline.subscription.SealedSecret;
import io.hookline.subscription.SubscriptionChanged;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SubscriptionRecordsTest {
    private static final String ID = "wh_1";
    private static final String KEY =
            "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";

    private final SealedSecrets secrets = new SealedSecrets();
    private final SubscriptionRecords records = new SubscriptionRecords(SecretOpener.of(secrets.keyset()));

    @Test
    void signsWithTheSecretAloneAndLogsInNowhereByDefault() {
        Credentials credentials = read(changed());

        assertThat(kinds(credentials)).containsExactly("v1");
        assertThat(credentials.headers()).isEmpty();
        assertThat(credentials.login()).isNull();
        assertThat(credentials.certificate()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"v1, v1", "v1a, v1a", "v1 v1a, v1 v1a", "v1a v1, v1 v1a", "v1 v2, v1"})
    void signsInTheWaysThatAreAskedForAndKnown(String asked, String made) {
        SubscriptionChanged.Builder changed = changed()
                .setSignatures(List.of(asked.split(" ")))
                .setSigningKeys(List.of(new SealedSecret(seal(KEY), null)));

        assertThat(kinds(read(changed))).containsExactly(made.split(" "));
    }

    @Test
    void signsNothingIfNothingThatIsAskedForIsKnown() {
        Credentials credentials = read(changed().setSignatures(List.of("v9")));

        assertThat(Signatures.of(
                        "evt_1", ByteBuffer.allocate(0), credentials.secrets(), credentials.keys(), Instant.EPOCH))
                .isEmpty();
    }

    @Test
    void logsInWithUserNameAndPassword() {
        Credentials credentials = read(changed()
                .setAuthentication(seal("{\"type\":\"basic\",\"username\":\"Aladdin\",\"password\":\"open sesame\"}")));

        assertThat(credentials.headers()).isEqualTo(Map.of("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    }

    @Test
    void prefersTheAuthenticationToAHeaderOfTheSameName() {
        Credentials credentials = read(changed()
                .setHeaders(Map.of("authorization", seal("Bearer own"), "X-Own", seal("1")))
                .setAuthentication(seal("{\"type\":\"basic\",\"username\":\"a\",\"password\":\"b\"}")));

        assertThat(credentials.headers()).isEqualTo(Map.of("Authorization", "Basic YTpi", "X-Own", "1"));
    }

    @Test
    void logsInWithAToken() {
        Credentials credentials = read(changed()
                .setHeaders(Map.of("Authorization", seal("Bearer own")))
                .setAuthentication(seal("{\"type\":\"oauth2\",\"tokenUrl\":\"https://login.example/token\","
                        + "\"clientId\":\"id\",\"clientSecret\":\"secret\",\"scope\":\"a b\"}")));

        assertThat(credentials.headers()).isEmpty();
        assertThat(credentials.login())
                .isEqualTo(new ClientCredentials(URI.create("https://login.example/token"), "id", "secret", "a b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"scope\":null,", "{"})
    void needsNoScope(String begin) {
        Credentials credentials = read(
                changed()
                        .setAuthentication(
                                seal(
                                        begin + "\"type\":\"oauth2\","
                                                + "\"tokenUrl\":\"https://login.example/token\",\"clientId\":\"id\",\"clientSecret\":\"secret\"}")));

        assertThat(credentials.login())
                .isEqualTo(new ClientCredentials(URI.create("https://login.example/token"), "id", "secret", null));
    }

    @Test
    void keepsTheClientCertificateWithItsOwner() {
        assertThat(read(changed().setClientCertificate(seal("PEM"))).certificate())
                .isEqualTo(new ClientCertificate(ID, "PEM"));
    }

    /** A request that lacks what the customer asked for is not sent. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{}",
                "{\"type\":\"digest\",\"username\":\"a\",\"password\":\"b\"}",
                "{\"type\":\"basic\",\"username\":\"a\"}",
                "{\"type\":\"oauth2\",\"tokenUrl\":\"https://a.example\",\"clientId\":\"a\"}",
                "{\"type\":\"oauth2\",\"tokenUrl\":\"not a URL\",\"clientId\":\"a\",\"clientSecret\":\"b\"}",
            })
    void hasNoCredentialsIfTheAuthenticationIsNone(String json) {
        assertThat(records.read(changed().setAuthentication(seal(json)).build()).credentials())
                .isNull();
    }

    @Test
    void hasNoCredentialsIfASigningKeyIsNone() {
        SubscriptionChanged changed = changed()
                .setSignatures(List.of("v1", "v1a"))
                .setSigningKeys(List.of(new SealedSecret(seal("whsk_AAAA"), null)))
                .build();

        assertThat(records.read(changed).credentials()).isNull();
    }

    @Test
    void hasNoCredentialsIfOneOfThemWasSealedForAnother() {
        ByteBuffer foreign = secrets.seal("{\"type\":\"basic\",\"username\":\"a\",\"password\":\"b\"}", "wh_2");

        assertThat(records.read(changed().setAuthentication(foreign).build()).credentials())
                .isNull();
        assertThat(records.read(changed().setClientCertificate(foreign).build()).credentials())
                .isNull();
    }

    @Test
    void showsNothingOfItInItsText() {
        Credentials credentials = read(changed()
                .setHeaders(Map.of("X-Token", seal("hidden")))
                .setClientCertificate(seal("hidden"))
                .setAuthentication(seal("{\"type\":\"oauth2\",\"tokenUrl\":\"https://login.example/token\","
                        + "\"clientId\":\"hidden\",\"clientSecret\":\"hidden\"}")));

        assertThat(credentials.toString()).doesNotContain("hidden", "a secret");
    }

    private Credentials read(SubscriptionChanged.Builder changed) {
        return Objects.requireNonNull(records.read(changed.build()).credentials());
    }

    private static List<String> kinds(Credentials credentials) {
        Signatures signatures = Signatures.of(
                        "evt_1",
                        ByteBuffer.wrap("{}".getBytes(UTF_8)),
                        credentials.secrets(),
                        credentials.keys(),
                        Instant.EPOCH)
                .orElseThrow();
        return List.of(signatures.standard().split(" ")).stream()
                .map(signature -> signature.substring(0, signature.indexOf(',')))
                .toList();
    }

    private SubscriptionChanged.Builder changed() {
        return SubscriptionChanged.newBuilder()
                .setSubscriptionId(ID)
                .setWorkspaceId("ws_1")
                .setVersion(1)
                .setUrl("https://customer.example/hook")
                .setEvents(List.of("*"))
                .setStatus("active")
                .setSecrets(List.of(new SealedSecret(seal("a secret"), null)))
                .setHeaders(Map.of())
                .setChangedAt(Instant.EPOCH);
    }

    private ByteBuffer seal(String text) {
        return secrets.seal(text, ID);
    }
}
