package io.hookline.registry.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.registry.Answer;
import io.hookline.registry.RunningRegistry;
import io.hookline.registry.Wire;
import io.hookline.subscription.SubscriptionChanged;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class WebhookIT {
    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final String TOPIC = "subscriptions.v1";

    private final RunningRegistry registry = RunningRegistry.shared();
    private final String workspace = registry.newWorkspace();
    private final String token = registry.token(workspace);

    @Test
    void goesTheWholeRoundOfTheDocumentedCalls() {
        Answer created = registry.post(token, WEBHOOKS, """
                {
                    "url": "https://your-app.com/webhooks/social-media",
                    "events": ["post.published", "mention.created", "message.received"],
                    "secret": "your_webhook_secret_key"
                  }""").expect(201);
        String path = WEBHOOKS + "/" + created.text("id");
        assertThat(created.header("Location")).isEqualTo(path);
        assertThat(created.header("Cache-Control")).isEqualTo("no-store");
        assertThat(created.text("secret")).isEqualTo("your_webhook_secret_key");
        assertThat(created.text("status")).isEqualTo("active");

        List<JsonNode> listed = registry.get(token, WEBHOOKS).expect(200).items();

        assertThat(listed).singleElement().satisfies(webhook -> {
            assertThat(webhook.get("url").asString()).isEqualTo("https://your-app.com/webhooks/social-media");
            assertThat(webhook.get("active").asBoolean()).isTrue();
            assertThat(webhook.has("secret")).isFalse();
        });

        Answer changed = registry.send("PUT", token, path, """
                {
                    "events": ["post.published", "mention.created"]
                  }""").expect(200);

        assertThat(changed.json().get("events").toString()).isEqualTo("[\"post.published\",\"mention.created\"]");
        assertThat(changed.text("url")).isEqualTo("https://your-app.com/webhooks/social-media");
        assertThat(registry.get(token, path).expect(200).body()).isEqualTo(changed.body());
        assertThat(changed.body()).doesNotContain("secret");

        registry.send("DELETE", token, path, null).expect(204);

        registry.get(token, path).expect(404);
        registry.send("DELETE", token, path, null).expect(404);
    }

    @Test
    void acceptsCurlsDefaultContentType() {
        registry.send("POST", token, WEBHOOKS, """
                {"url": "https://webhook.site/x", "events": ["match.found"]}""", "Content-Type", "application/x-www-form-urlencoded")
                .expect(201);
    }

    @Test
    void hasTheVerySecretOnKafkaBeforeItAnswers() {
        Answer created = registry.post(token, WEBHOOKS, """
                {"url": "https://example.com/a", "events": ["post.*"], "headers": {"X-Api-Key": "k-123"}, "rateLimit": 7}""").expect(201);

        String id = created.text("id");
        SubscriptionChanged published = newest(id);
        assertThat(published.getUrl()).isEqualTo("https://example.com/a");
        assertThat(published.getEvents()).containsExactly("post.*");
        assertThat(published.getStatus()).isEqualTo("active");
        assertThat(published.getWorkspaceId()).isEqualTo(workspace);
        assertThat(published.getRateLimitPerSecond()).isEqualTo(7);
        assertThat(published.getSecrets()).singleElement().satisfies(secret -> {
            assertThat(opened(secret.getSealed(), id)).isEqualTo(created.text("secret"));
            assertThat(secret.getExpiresAt()).isNull();
        });
        assertThat(opened(Objects.requireNonNull(published.getHeaders().get("X-Api-Key")), id))
                .isEqualTo("k-123");
    }

    @Test
    void makesStandardSecrets() {
        String secret = registry.post(token, WEBHOOKS, """
                {"url": "https://example.com/a", "events": ["*"]}""").expect(201).text("secret");

        assertThat(secret).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
    }

    @Test
    void leavesATombstoneForADeletedOne() {
        String id = registry.webhook(token, "post.published");

        registry.send("DELETE", token, WEBHOOKS + "/" + id, null).expect(204);

        assertThat(Wire.ofKey(TOPIC, id).getLast().value()).isNull();
    }

    @Test
    void keepsHeaderValuesToItself() {
        String path =
                WEBHOOKS + "/" + registry.post(token, WEBHOOKS, """
                {"url": "https://example.com/a", "events": ["*"], "headers": {"Authorization": "Bearer top", "X-B": "b"}}""").expect(201).text("id");

        Answer shown = registry.get(token, path).expect(200);

        assertThat(shown.body()).doesNotContain("top");
        assertThat(shown.json().get("headers").toString())
                .isEqualTo("{\"Authorization\":\"********\",\"X-B\":\"********\"}");

        registry.patch(token, path, """
                {"headers": {"authorization": "********"}}""").expect(200);

        SubscriptionChanged published = newest(path.substring(path.lastIndexOf('/') + 1));
        assertThat(published.getHeaders()).containsOnlyKeys("authorization");
        assertThat(opened(
                        Objects.requireNonNull(published.getHeaders().get("authorization")),
                        published.getSubscriptionId()))
                .isEqualTo("Bearer top");
        assertThat(registry.patch(token, path, """
                {"headers": {"X-New": "********"}}""").expect(400).errors())
                .containsExactly("headers.X-New: has no value yet that ******** could stand for");
    }

    @Test
    void pausesAndResumes() {
        String path = WEBHOOKS + "/" + registry.webhook(token, "post.published");

        Answer paused = registry.patch(token, path, "{\"is_active\": false}").expect(200);

        assertThat(paused.text("status")).isEqualTo("paused");
        assertThat(paused.json().get("active").asBoolean()).isFalse();
        assertThat(newest(paused.text("id")).getStatus()).isEqualTo("paused");
        registry.post(token, path + "/test", null).expect(409);
        assertThat(registry.patch(token, path, "{\"active\": true}").expect(200).text("status"))
                .isEqualTo("active");
        assertThat(newest(paused.text("id")).getVersion()).isEqualTo(3);
    }

    @Test
    void clearsWhatIsSetToNull() {
        String path =
                WEBHOOKS + "/" + registry.post(token, WEBHOOKS, """
                {"url": "https://example.com/a", "events": ["*"], "description": "d", "rateLimit": 3, "headers": {"X-A": "a"}}""").expect(201).text("id");

        Answer cleared = registry.patch(token, path, """
                {"description": null, "rateLimit": null, "headers": null}""").expect(200);

        assertThat(cleared.json().get("description").isNull()).isTrue();
        assertThat(cleared.json().get("rateLimit").isNull()).isTrue();
        assertThat(cleared.json().get("headers")).isEmpty();
        assertThat(registry.patch(token, path, "{\"url\": null}").expect(400).errors())
                .containsExactly("url: is required");
    }

    @Test
    void rotatesTheSecretWithAnOverlap() {
        Answer created = registry.post(token, WEBHOOKS, """
                {"url": "https://example.com/a", "events": ["*"]}""").expect(201);
        String id = created.text("id");
        String rotate = WEBHOOKS + "/" + id + "/secret/rotate";

        Answer rotated = registry.post(token, rotate, null).expect(200);

        assertThat(rotated.text("secret")).startsWith("whsec_").isNotEqualTo(created.text("secret"));
        assertThat(rotated.header("Cache-Control")).isEqualTo("no-store");
        SubscriptionChanged published = newest(id);
        assertThat(published.getSecrets())
                .extracting(secret -> opened(secret.getSealed(), id))
                .containsExactly(rotated.text("secret"), created.text("secret"));
        assertThat(published.getSecrets().getFirst().getExpiresAt()).isNull();
        assertThat(published.getSecrets().getLast().getExpiresAt())
                .isEqualTo(published.getChangedAt().plusSeconds(24 * 3600));

        Answer own = registry.post(token, rotate, """
                {"secret": "my_own_secret_of_length", "overlapHours": 0}""").expect(200);

        assertThat(own.text("secret")).isEqualTo("my_own_secret_of_length");
        assertThat(newest(id).getSecrets())
                .singleElement()
                .satisfies(secret -> assertThat(opened(secret.getSealed(), id)).isEqualTo("my_own_secret_of_length"));
    }

    @Test
    void letsOnlySoManySecretsOverlap() {
        String rotate = WEBHOOKS + "/" + registry.webhook(token, "*") + "/secret/rotate";
        for (int i = 0; i < 4; i++) {
            registry.post(token, rotate, null).expect(200);
        }

        Answer fifth = registry.post(token, rotate, null);

        assertThat(fifth.expect(409).text("detail")).contains("overlapHours");
        registry.post(token, rotate, "{\"overlapHours\": 0}").expect(200);
    }

    @Test
    void sendsATestEventToTheOneWebhook() {
        String id = registry.webhook(token, "post.published");

        String eventId = registry.send(
                        "POST",
                        token,
                        WEBHOOKS + "/" + id + "/test",
                        null,
                        "traceparent",
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .expect(202)
                .text("eventId");

        assertThat(eventId).matches("evt_[0-9a-f]{32}");
        ConsumerRecord<String, byte[]> event =
                Wire.ofKey("events.accounts.v1", workspace + ":" + eventId).getFirst();
        assertThat(header(event, "ce_subscription")).isEqualTo(id);
        assertThat(header(event, "ce_id")).isEqualTo(eventId);
        assertThat(header(event, "ce_type")).isEqualTo("webhook.test");
        assertThat(header(event, "ce_workspace")).isEqualTo(workspace);
        assertThat(header(event, "ce_source")).isEqualTo("/registry-service");
        assertThat(header(event, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(event, "traceparent")).startsWith("00-0af7651916cd43dd");
        assertThat(Wire.decodedGenerically(event).get("message")).hasToString("This is a test webhook event");
    }

    @Test
    void sendsTheExampleOfAnotherTypeAsTest() {
        String id = registry.webhook(token, "match.found");

        registry.post(token, WEBHOOKS + "/" + id + "/test", "{\"event_type\": \"match.found\"}")
                .expect(202);

        ConsumerRecord<String, byte[]> event = Wire.all("events.media.v1").stream()
                .filter(record -> id.equals(header(record, "ce_subscription")))
                .findFirst()
                .orElseThrow();
        GenericRecord data = Wire.decodedGenerically(event);
        assertThat(header(event, "ce_type")).isEqualTo("match.found");
        assertThat(event.key()).startsWith(workspace + ":");
        assertThat(data.getSchema().getName()).isEqualTo("MatchFound");
    }

    @Test
    void pagesFromNewToOldAndFilters() {
        for (int i = 0; i < 5; i++) {
            registry.webhook(token, i % 2 == 0 ? "post.published" : "post.*");
        }
        registry.webhook(token, "message.received");

        Answer first =
                registry.get(token, WEBHOOKS + "?event=post.published&limit=2").expect(200);
        Answer second =
                registry.get(token, WEBHOOKS + "?event=post.published&limit=2&cursor=" + first.text("nextCursor"));
        Answer third =
                registry.get(token, WEBHOOKS + "?event=post.published&limit=2&cursor=" + second.text("nextCursor"));

        assertThat(first.items()).hasSize(2);
        assertThat(second.items()).hasSize(2);
        assertThat(third.items()).hasSize(1);
        assertThat(third.json().get("nextCursor").isNull()).isTrue();
        assertThat(List.of(first, second, third)).flatMap(Answer::items).doesNotHaveDuplicates();
        assertThat(registry.get(token, WEBHOOKS + "?event=post.failed").items()).hasSize(2);
        assertThat(registry.get(token, WEBHOOKS + "?status=paused").items()).isEmpty();
        registry.get(token, WEBHOOKS + "?cursor=abc").expect(400);
        registry.get(token, WEBHOOKS + "?limit=0").expect(400);
        assertThat(registry.get(token, WEBHOOKS + "?event=post.publishd")
                        .expect(400)
                        .errors()
                        .getFirst())
                .contains("post.published");
    }

    @Test
    void showsTheCatalogue() {
        List<JsonNode> events =
                registry.get(token, WEBHOOKS + "/events").expect(200).items();

        assertThat(events)
                .filteredOn(event -> event.get("event").asString().equals("post.failed"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.get("topic").asString()).isEqualTo("events.publishing.v1");
                    assertThat(event.get("description").asString()).isNotBlank();
                    assertThat(event.get("example").get("errorCode").asString()).isEqualTo("AUTH_ERROR");
                    assertThat(event.get("schema").get("fields").isArray()).isTrue();
                });
    }

    @Test
    void hidesOtherWorkspacesWebhooks() {
        String path = WEBHOOKS + "/" + registry.webhook(token, "*");
        String other = registry.token(registry.newWorkspace());

        assertThat(registry.get(other, WEBHOOKS).items()).isEmpty();
        registry.get(other, path).expect(404);
        registry.patch(other, path, "{\"active\": false}").expect(404);
        registry.send("PUT", other, path, "{}").expect(404);
        registry.post(other, path + "/test", null).expect(404);
        registry.post(other, path + "/secret/rotate", null).expect(404);
        registry.get(other, path + "/deliveries").expect(404);
        registry.get(other, path + "/logs").expect(404);
        registry.get(other, path + "/stats").expect(404);
        registry.send("DELETE", other, path, null).expect(404);
        registry.get(token, path).expect(200);
        registry.get(token, WEBHOOKS + "/wh_1").expect(404);
    }

    @Test
    void acceptsBothNamesOfTheWorkspaceIfItIsTheTokens() {
        String body = """
                {"url": "https://example.com/a", "events": ["*"], "%s": "%s"}""";

        registry.post(token, WEBHOOKS, body.formatted("workspaceId", workspace)).expect(201);
        registry.post(token, WEBHOOKS, body.formatted("tenant_id", workspace)).expect(201);
        registry.post(token, WEBHOOKS, body.formatted("workspaceId", "ws_other"))
                .expect(403);
        registry.post(token, WEBHOOKS, body.formatted("tenant_id", "ws_other")).expect(403);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        Answer refused = registry.post(token, WEBHOOKS, """
                {"url": "ftp://example.com", "events": ["post.publisht"], "secret": "short", "colour": "red"}""").expect(400);

        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.text("title")).isEqualTo("Bad Request");
        assertThat(refused.json().get("status").asInt()).isEqualTo(400);
        assertThat(refused.errors())
                .satisfiesExactly(
                        url -> assertThat(url).startsWith("url: must begin with https://"),
                        event -> assertThat(event).startsWith("events[0]: ").contains("post.published"),
                        secret -> assertThat(secret).isEqualTo("secret: must have 16 to 256 characters"),
                        colour -> assertThat(colour).isEqualTo("colour: is not a field of this call"));
        registry.post(token, WEBHOOKS, null).expect(400);
        registry.post(token, WEBHOOKS, "[]").expect(400);
        registry.post(token, WEBHOOKS, "{\"url\": ").expect(400);
        registry.post(token, WEBHOOKS, "{\"url\": \"" + "x".repeat(300_000) + "\"}")
                .expect(413);
    }

    private static SubscriptionChanged newest(String id) {
        return (SubscriptionChanged) Wire.decoded(Wire.ofKey(TOPIC, id).getLast());
    }

    private static String opened(ByteBuffer value, String id) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return RunningRegistry.seal()
                .open(new io.hookline.registry.secret.Sealed(Base64.getEncoder().encodeToString(bytes)), id);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return record.headers().lastHeader(name) == null
                ? ""
                : new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
