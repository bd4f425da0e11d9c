package io.hookline.registry.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.registry.Answer;
import io.hookline.registry.RunningRegistry;
import io.hookline.registry.Wire;
import io.hookline.registry.secret.Sealed;
import io.hookline.subscription.SealedSecret;
import io.hookline.subscription.SubscriptionChanged;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be set for a webhook beyond its address and events: set, shown, changed, and on Kafka. */
final class SettingsIT {
    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final String TOPIC = "subscriptions.v1";

    private final RunningRegistry registry = RunningRegistry.shared();
    private final String token = registry.token(registry.newWorkspace());

    @Test
    void hasQuietDefaults() {
        Answer created = create("");

        JsonNode shown = created.json();
        assertThat(shown.get("filter").isNull()).isTrue();
        assertThat(created.text("ordering")).isEqualTo("none");
        assertThat(shown.get("signatures")).hasToString("[\"v1\"]");
        assertThat(shown.get("publicKeys")).isEmpty();
        assertThat(shown.get("metadata")).isEmpty();
        assertThat(shown.get("authentication").isNull()).isTrue();
        assertThat(shown.get("clientCertificate").isNull()).isTrue();
        SubscriptionChanged published = newest(created.text("id"));
        assertThat(published.getFilter()).isNull();
        assertThat(published.getOrdering()).isEqualTo("none");
        assertThat(published.getSignatures()).containsExactly("v1");
        assertThat(published.getSigningKeys()).isEmpty();
        assertThat(published.getAuthentication()).isNull();
        assertThat(published.getClientCertificate()).isNull();
    }

    @Test
    void keepsAFilterAsItWasGiven() {
        Answer created = create("""
                , "filter": {"data.platform": "instagram", "data": {"score": {"$gte": 0.5}}}""");

        assertThat(created.json().get("filter")).hasToString("""
                {"data.platform":"instagram","data":{"score":{"$gte":0.5}}}""");
        assertThat(newest(created.text("id")).getFilter()).isEqualTo("""
                {"data.platform":"instagram","data":{"score":{"$gte":0.5}}}""");

        Answer cleared = patch(created, "{\"filter\": null}").expect(200);

        assertThat(cleared.json().get("filter").isNull()).isTrue();
        assertThat(newest(created.text("id")).getFilter()).isNull();
    }

    @Test
    void saysWhereAFilterIsWrong() {
        Answer created = create("");

        assertThat(patch(created, "{\"filter\": {\"data\": {\"score\": {\"$gte\": true}}}}")
                        .expect(400)
                        .errors())
                .containsExactly("filter.data.score.$gte: must be a number or a text");
        assertThat(patch(created, "{\"filter\": {\"data\": {\"score\": {\"$above\": 1}}}}")
                        .expect(400)
                        .errors())
                .singleElement()
                .asString()
                .startsWith("filter.data.score.$above: is not an operator");
        assertThat(patch(created, "{\"filter\": {}}").expect(400).errors())
                .containsExactly("filter: must be an object with at least one condition");
        assertThat(patch(created, "{\"filter\": \"x\"}").expect(400).errors())
                .containsExactly("filter: must be an object");
    }

    @Test
    void acceptsNoOrderThatIsNotKept() {
        Answer created = create(", \"ordering\": \"none\"");

        assertThat(newest(created.text("id")).getOrdering()).isEqualTo("none");
        assertThat(patch(created, "{\"ordering\": \"entity\"}").expect(400).errors())
                .containsExactly("ordering: entity is not available yet; leave it out, or give none");
        assertThat(patch(created, "{\"ordering\": \"strict\"}").expect(400).errors())
                .containsExactly("ordering: must be none");
    }

    @Test
    void makesAKeyForAsymmetricSignatures() {
        Answer created = create(", \"signatures\": [\"v1a\", \"v1\"]");

        String id = created.text("id");
        SubscriptionChanged published = newest(id);
        assertThat(created.json().get("signatures")).hasToString("[\"v1\",\"v1a\"]");
        assertThat(published.getSignatures()).containsExactly("v1", "v1a");
        assertThat(published.getSigningKeys()).singleElement().satisfies(key -> {
            assertThat(publicKeyOf(key, id))
                    .isEqualTo(created.json().get("publicKeys").get(0).asString());
            assertThat(key.getExpiresAt()).isNull();
        });
        assertThat(created.body()).doesNotContain("whsk_");
    }

    @Test
    void keepsTheKeyWhenItIsNotNeededForAWhile() {
        Answer created = create(", \"signatures\": [\"v1a\"]");
        JsonNode key = created.json().get("publicKeys");

        Answer without = patch(created, "{\"signatures\": null}").expect(200);
        Answer with = patch(created, "{\"signatures\": [\"v1a\"]}").expect(200);

        assertThat(without.json().get("signatures")).hasToString("[\"v1\"]");
        assertThat(with.json().get("publicKeys")).isEqualTo(key);
        assertThat(patch(created, "{\"signatures\": []}").expect(400).errors())
                .containsExactly("signatures: must name v1, v1a or both");
        assertThat(patch(created, "{\"signatures\": [\"v2\"]}").expect(400).errors())
                .containsExactly("signatures[0]: must be one of v1, v1a");
    }

    @Test
    void rotatesTheKeyTogetherWithTheSecret() {
        Answer created = create(", \"signatures\": [\"v1\", \"v1a\"]");
        String id = created.text("id");

        Answer rotated = registry.post(token, WEBHOOKS + "/" + id + "/secret/rotate", null)
                .expect(200);

        SubscriptionChanged published = newest(id);
        List<String> shown = rotated.json().get("publicKeys").values().stream()
                .map(JsonNode::asString)
                .toList();
        assertThat(shown).hasSize(2).doesNotHaveDuplicates();
        assertThat(shown.getLast())
                .isEqualTo(created.json().get("publicKeys").get(0).asString());
        assertThat(published.getSigningKeys())
                .extracting(key -> publicKeyOf(key, id))
                .containsExactlyElementsOf(shown);
        assertThat(published.getSigningKeys().getFirst().getExpiresAt()).isNull();
        assertThat(published.getSigningKeys().getLast().getExpiresAt())
                .isEqualTo(published.getSecrets().getLast().getExpiresAt())
                .isNotNull();

        Answer alone = registry.post(token, WEBHOOKS + "/" + id + "/secret/rotate", "{\"overlapHours\": 0}")
                .expect(200);

        assertThat(alone.json().get("publicKeys")).hasSize(1);
        assertThat(newest(id).getSigningKeys()).hasSize(1);
    }

    @Test
    void keepsMetadataForItsOwner() {
        Answer created = create("""
                , "metadata": {"team": "growth", "ticket": "AB-1"}""");

        assertThat(created.json().get("metadata")).hasToString("{\"team\":\"growth\",\"ticket\":\"AB-1\"}");
        assertThat(patch(created, "{\"metadata\": {\"a b\": \"x\", \"c\": \"\"}}")
                        .expect(400)
                        .errors())
                .satisfiesExactly(
                        name -> assertThat(name).startsWith("metadata.a b: must have a name of"),
                        value -> assertThat(value).isEqualTo("metadata.c: must have 1 to 500 characters"));
        String many = String.join(
                ",",
                IntStream.range(0, 21).mapToObj(i -> "\"k" + i + "\": \"v\"").toList());
        assertThat(patch(created, "{\"metadata\": {" + many + "}}").expect(400).errors())
                .containsExactly("metadata: must have at most 20 values");
        assertThat(patch(created, "{\"metadata\": null}").expect(200).json().get("metadata"))
                .isEmpty();
    }

    @Test
    void logsInWithAPasswordThatNobodySees() {
        Answer created = create("""
                , "authentication": {"type": "basic", "username": "hook", "password": "s3cret-pw"}""");

        String id = created.text("id");
        assertThat(created.json().get("authentication")).hasToString("""
                {"type":"basic","username":"hook","password":"********"}""");
        assertThat(created.body()).doesNotContain("s3cret-pw");
        assertThat(authentication(id)).isEqualTo("""
                {"type":"basic","username":"hook","password":"s3cret-pw"}""");

        patch(created, """
                {"authentication": {"type": "basic", "username": "other", "password": "********"}}""").expect(200);

        assertThat(authentication(id)).isEqualTo("""
                {"type":"basic","username":"other","password":"s3cret-pw"}""");
        patch(created, "{\"authentication\": null}").expect(200);
        assertThat(newest(id).getAuthentication()).isNull();
    }

    @Test
    void changesNothingWhenItIsToldWhatItShowed() {
        Answer created = create("""
                , "authentication": {"type": "basic", "username": "hook", "password": "s3cret-pw"}""");
        long version = newest(created.text("id")).getVersion();

        patch(created, "{\"authentication\": " + created.json().get("authentication") + "}")
                .expect(200);

        assertThat(newest(created.text("id")).getVersion()).isEqualTo(version);
    }

    @Test
    void logsInByClientCredentials() {
        Answer created = create("""
                , "authentication": {"type": "oauth2", "tokenUrl": "https://login.example.com/token",
                    "clientId": "hookline", "clientSecret": "cs-123", "scope": "events"}""");

        assertThat(created.json().get("authentication")).hasToString("""
                {"type":"oauth2","tokenUrl":"https://login.example.com/token","clientId":"hookline",\
                "clientSecret":"********","scope":"events"}""");
        assertThat(JsonMapper.shared()
                        .readTree(authentication(created.text("id")))
                        .get("clientSecret")
                        .asString())
                .isEqualTo("cs-123");
    }

    @Test
    void saysWhatIsWrongWithAnAuthentication() {
        Answer created = create("");

        assertThat(patch(created, "{\"authentication\": {\"type\": \"digest\", \"username\": \"a\"}}")
                        .expect(400)
                        .errors())
                .containsExactly("authentication.type: must be basic or oauth2");
        assertThat(patch(created, "{\"authentication\": {}}").expect(400).errors())
                .containsExactly("authentication.type: is required");
        assertThat(patch(created, """
                {"authentication": {"type": "basic", "username": "a:b", "scope": "x"}}""").expect(400).errors())
                .containsExactly(
                        "authentication.username: must not contain a colon, which ends the user name",
                        "authentication.password: is required",
                        "authentication.scope: is not a field of this call");
        assertThat(patch(created, """
                {"authentication": {"type": "oauth2", "tokenUrl": "http://a.example", "clientId": "a", "clientSecret": "b"}}""").expect(400).errors())
                .containsExactly("authentication.tokenUrl: must begin with https://");
        assertThat(patch(created, """
                {"authentication": {"type": "basic", "username": "a", "password": "********"}}""").expect(400).errors())
                .containsExactly("authentication.password: has no value yet that ******** could stand for");
        assertThat(patch(created, """
                {"authentication": {"type": "basic", "username": "a", "password": "b"}, "headers": {"authorization": "x"}}""").expect(400).errors())
                .singleElement()
                .asString()
                .startsWith("authentication: cannot be there together with a header Authorization");
    }

    @Test
    void takesAClientCertificateAndShowsWhoseItIs() throws Exception {
        X509Bundle bundle = certificate("CN=hookline, O=Acme");
        String pem = bundle.getCertificatePathPEM() + bundle.getPrivateKeyPEM();

        Answer created = create(", \"clientCertificate\": " + quoted(pem));

        String id = created.text("id");
        assertThat(created.json().get("clientCertificate").propertyNames())
                .containsExactlyInAnyOrder("subject", "notAfter");
        assertThat(created.json().get("clientCertificate").get("subject").asString())
                .isEqualTo("CN=hookline,O=Acme");
        assertThat(created.json().get("clientCertificate").get("notAfter").asString())
                .isEqualTo(bundle.getCertificate().getNotAfter().toInstant().toString());
        assertThat(opened(newest(id).getClientCertificate(), id)).isEqualTo(pem);
        assertThat(patch(created, "{\"clientCertificate\": null}")
                        .expect(200)
                        .json()
                        .get("clientCertificate")
                        .isNull())
                .isTrue();
    }

    @Test
    void refusesACertificateWithTheKeyOfAnother() throws Exception {
        Answer created = create("");
        String mixed = certificate("CN=a").getCertificatePathPEM()
                + certificate("CN=b").getPrivateKeyPEM();

        assertThat(patch(created, "{\"clientCertificate\": " + quoted(mixed) + "}")
                        .expect(400)
                        .errors())
                .containsExactly("clientCertificate: must begin with the certificate that the private key is of");
    }

    @Test
    void findsWebhooksByAPartOfTheirAddress() {
        String id = create("").text("id");
        registry.webhook(token, "*");

        assertThat(registry.get(token, WEBHOOKS + "?url=settings.example")
                        .expect(200)
                        .items())
                .extracting(webhook -> webhook.get("id").asString())
                .containsExactly(id);
        registry.get(token, WEBHOOKS + "?url=").expect(400);
    }

    private Answer create(String more) {
        return registry.post(token, WEBHOOKS, """
                {"url": "https://settings.example.com/a", "events": ["*"]%s}""".formatted(more)).expect(201);
    }

    private Answer patch(Answer webhook, String body) {
        return registry.patch(token, WEBHOOKS + "/" + webhook.text("id"), body);
    }

    private static X509Bundle certificate(String subject) throws Exception {
        return new CertificateBuilder()
                .subject(subject)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }

    private static SubscriptionChanged newest(String id) {
        return (SubscriptionChanged) Wire.decoded(Wire.ofKey(TOPIC, id).getLast());
    }

    private static String authentication(String id) {
        return opened(newest(id).getAuthentication(), id);
    }

    /** {@code whpk_…} of a private key: the second half of its 64 bytes. */
    private static String publicKeyOf(SealedSecret key, String id) {
        byte[] both = Base64.getDecoder()
                .decode(opened(key.getSealed(), id).substring("whsk_".length()).getBytes(UTF_8));
        return "whpk_" + Base64.getEncoder().encodeToString(Arrays.copyOfRange(both, 32, 64));
    }

    private static String opened(@Nullable ByteBuffer value, String id) {
        ByteBuffer present = Objects.requireNonNull(value).duplicate();
        byte[] bytes = new byte[present.remaining()];
        present.get(bytes);
        return RunningRegistry.seal().open(new Sealed(Base64.getEncoder().encodeToString(bytes)), id);
    }
}
