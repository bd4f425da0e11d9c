package io.hookline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.hookline.local.HooklineUser.Delivery;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One event all the way: from a platform's callback to a customer's endpoint, with the requirements' own payloads. */
final class OneEventIT {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static Stack stack;
    private static HooklineUser user;

    @BeforeAll
    static void startEverything(@TempDir Path directory) {
        stack = Stack.start(
                LocalSettings.onFreePorts(directory, "200ms,400ms,800ms,1600ms,3200ms"),
                ServiceRunner.inThisJvm(),
                step -> {});
        user = new HooklineUser(stack.environment());
    }

    @AfterAll
    static void stopEverything() {
        if (user != null) {
            user.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void deliversAVerifiablePostPublishedForAnInstagramCallback() throws Exception {
        user.createWebhook("instagram", SECRET, "post.published");
        user.registerPublish("post_1", "instagram", "instagram_post_12345", 600);

        HttpResponse<String> answer = user.callback("instagram", """
                {
                  "external_post_id": "instagram_post_12345",
                  "media_url": "https://www.instagram.com/p/ABC123/",
                  "status": "published",
                  "timestamp": "2024-01-15T10:30:00Z"
                }""");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
        Delivery delivery = awaitDeliveries("instagram", 1).getFirst();
        assertThat(delivery.json().get("event").asString()).isEqualTo("post.published");
        assertThat(delivery.json().get("workspaceId").asString()).isEqualTo(Stack.WORKSPACE);
        JsonNode data = delivery.json().get("data");
        assertThat(data.get("postId").asString()).isEqualTo("post_1");
        assertThat(data.get("platform").asString()).isEqualTo("instagram");
        assertThat(data.get("platformPostId").asString()).isEqualTo("instagram_post_12345");
        assertThat(data.get("publishedAt").asString()).isEqualTo("2024-01-15T10:30:00Z");
        new Webhook(SECRET).verify(delivery.body(), headersOf(delivery));
        assertThat(delivery.header("X-Webhook-Signature")).isEqualTo("sha256=" + hmac(SECRET, delivery.body()));
    }

    @Test
    void publishesTikTokAndYouTubePostsToo() {
        user.createWebhook("others", SECRET, "post.*");
        user.registerPublish("post_t", "tiktok", "tiktok_video_67890", 600);
        user.registerPublish("post_y", "youtube", "youtube_video_XYZ789", 600);

        user.callback("tiktok", """
                {"external_post_id": "tiktok_video_67890", "task_id": "task_abc123", "complete": true,
                 "video_url": "https://www.tiktok.com/@user/video/123", "timestamp": "2024-01-15T10:30:00Z"}""");
        user.callback("youtube", """
                {"external_post_id": "youtube_video_XYZ789", "videoId": "dQw4w9WgXcQ",
                 "publishAt": "2024-01-15T10:30:00Z", "status": "published", "timestamp": "2024-01-15T10:30:00Z"}""");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(published("others")).contains("post_t", "post_y"));
    }

    @Test
    void callsAPublishFailedWhenNothingArrivesInTime() {
        user.createWebhook("silence", SECRET, "post.failed");

        user.registerPublish("post_silent", "tiktok", "tiktok_silent", 1);

        Delivery delivery = awaitDeliveries("silence", 1).getFirst();
        assertThat(delivery.json().get("data").get("postId").asString()).isEqualTo("post_silent");
        assertThat(delivery.json().get("data").get("errorCode").asString()).isEqualTo("TIMEOUT");
    }

    @Test
    void sendsTheSameBodyUnderTheSameIdUntilTheEndpointTakesIt() {
        String webhook = user.createWebhook("flaky?fail=2", SECRET, "analytics.updated");

        HttpResponse<String> answer = user.emit("""
                {"event": "analytics.updated", "data": {"period": "hourly", "platforms": ["instagram", "twitter"],
                 "summary": {"totalEngagement": 1500, "totalReach": 25000, "followerGrowth": 50}}}""");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        List<Delivery> deliveries = awaitDeliveries("flaky", 3);
        assertThat(deliveries).extracting(Delivery::answered).containsExactly(500, 500, 200);
        assertThat(deliveries)
                .extracting(Delivery::body)
                .containsOnly(deliveries.getFirst().body());
        assertThat(deliveries)
                .extracting(delivery -> delivery.header("webhook-id"))
                .containsOnly(deliveries.getFirst().header("webhook-id"));
        assertThat(deliveries)
                .extracting(delivery -> delivery.header("X-Webhook-Attempt"))
                .containsExactly("1", "2", "3");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statusCodes(webhook)).containsExactly(500, 500, 200));
    }

    @Test
    void matchesACallbackThatCameBeforeItsPublishOnceHoweverOftenItCame() {
        user.createWebhook("early", SECRET, "post.published");
        String callback = "{\"external_post_id\":\"ig_early\",\"status\":\"published\"}";

        HttpResponse<String> answer = user.callback("instagram", callback);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"status\":\"error\",\"message\":\"Log not found\"}");
        for (int i = 0; i < 4; i++) {
            user.callback("instagram", callback);
        }
        user.registerPublish("post_early", "instagram", "ig_early", 600);
        awaitDeliveries("early", 1);
        user.callback("instagram", callback);
        // A later publish of the same key space shows that everything before it was worked off.
        user.registerPublish("post_after", "instagram", "ig_after", 600);
        user.callback("instagram", "{\"external_post_id\":\"ig_after\",\"status\":\"published\"}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(published("early")).contains("post_after"));
        assertThat(published("early")).containsOnlyOnce("post_early");
        assertThat(ledgerEntriesOf("ig_early")).isEqualTo(1);
    }

    @Test
    void deliversATestEventToTheOneWebhookItWasAskedFor() {
        String asked = user.createWebhook("asked", SECRET, "goal.achieved");
        user.createWebhook("unasked", SECRET, "*");

        HttpResponse<String> answer = user.post("HOOKLINE_REGISTRY_URL", "/api/v1/webhooks/" + asked + "/test", "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        Delivery delivery = awaitDeliveries("asked", 1).getFirst();
        assertThat(delivery.json().get("event").asString()).isEqualTo("webhook.test");
        assertThat(user.received("unasked"))
                .noneMatch(other -> other.json().get("event").asString().equals("webhook.test"));
    }

    private static List<Delivery> awaitDeliveries(String receiver, int atLeast) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(user.received(receiver)).hasSizeGreaterThanOrEqualTo(atLeast));
        return user.received(receiver);
    }

    private static List<String> published(String receiver) {
        return user.received(receiver).stream()
                .map(delivery -> delivery.json().get("data").get("postId").asString())
                .toList();
    }

    private static List<Integer> statusCodes(String webhook) {
        JsonNode deliveries = user.get("HOOKLINE_REGISTRY_URL", "/api/v1/webhooks/" + webhook + "/deliveries");
        return StreamSupport.stream(deliveries.get("items").spliterator(), false)
                .flatMap(delivery ->
                        StreamSupport.stream(delivery.get("attempts").spliterator(), false))
                .map(attempt -> attempt.get("statusCode").asInt())
                .toList();
    }

    private static long ledgerEntriesOf(String externalPostId) {
        JsonNode publishes =
                user.get("HOOKLINE_RECONCILIATION_URL", "/publishing/publishes?externalPostId=" + externalPostId);
        String publish = publishes.get("items").get(0).get("id").asString();
        JsonNode entries = user.get(
                "HOOKLINE_RECONCILIATION_URL",
                "/publishing/ledger?eventType=publish_webhook_received&entityId=" + publish);
        return entries.get("items").size();
    }

    private static HttpHeaders headersOf(Delivery delivery) {
        Map<String, List<String>> headers = Map.of(
                "webhook-id", List.of(delivery.header("webhook-id")),
                "webhook-timestamp", List.of(delivery.header("webhook-timestamp")),
                "webhook-signature", List.of(delivery.header("webhook-signature")));
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private static String hmac(String secret, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
