package io.hookline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.local.HooklineUser.Delivery;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a customer decides at registry-service, seen at the endpoint. */
final class CustomerIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REGISTRY = "HOOKLINE_REGISTRY_URL";
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
    void getsWhatCameWhilePausedAndTheRestOnceMoreUnderTheSameIds() {
        Instant before = Instant.now();
        String webhook = user.createWebhook("paused", SECRET, "goal.achieved");
        user.createWebhook("paused-witness", SECRET, "goal.achieved");
        emit(goal("evt_before"));
        awaitIds("paused", "evt_before");
        expect(200, user.patch(REGISTRY, "/api/v1/webhooks/" + webhook, "{\"active\": false}"));
        emit(goal("evt_meanwhile"));
        awaitIds("paused-witness", "evt_before", "evt_meanwhile");
        expect(200, user.patch(REGISTRY, "/api/v1/webhooks/" + webhook, "{\"active\": true}"));
        assertThat(ids("paused")).containsExactly("evt_before");

        JsonNode redelivery = expect(
                202,
                user.post(
                        REGISTRY,
                        "/api/v1/webhooks/" + webhook + "/redeliveries",
                        "{\"kind\": \"all\", \"since\": \"" + before + "\"}"));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ids("paused"))
                .containsExactlyInAnyOrder("evt_before", "evt_before", "evt_meanwhile"));
        List<Delivery> again = user.received("paused").stream()
                .filter(delivery -> delivery.header("webhook-id").equals("evt_before"))
                .toList();
        assertThat(again)
                .extracting(Delivery::body)
                .containsOnly(again.getFirst().body());
        assertThat(again)
                .extracting(delivery -> delivery.header("X-Webhook-Attempt"))
                .containsExactly("1", "2");
        String path = "/api/v1/webhooks/" + webhook + "/redeliveries/"
                + redelivery.get("id").asString();
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode ended = user.get(REGISTRY, path);
            assertThat(ended.get("status").asString()).isEqualTo("completed");
            assertThat(ended.get("done").asInt()).isEqualTo(2);
        });
    }

    @Test
    void seesThePayloadOfADeliveryAsItWasSent() {
        String webhook = user.createWebhook("payload", SECRET, "trend.detected");
        emit("""
                {"event": "trend.detected", "id": "evt_payload", "data": {"trendId": "t", "topic": "a \\"quoted\\" ümlaut",
                 "hashtags": ["#a"], "growthRate": 150.0, "mentionCount": 1000, "platforms": ["instagram"]}}""");
        awaitIds("payload", "evt_payload");
        String path = "/api/v1/webhooks/" + webhook + "/deliveries";
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(user.get(REGISTRY, path).get("items")).hasSize(1));

        String id =
                user.get(REGISTRY, path).get("items").get(0).get("deliveryId").asString();
        JsonNode delivery = user.get(REGISTRY, path + "/" + id);

        assertThat(delivery.get("payload"))
                .isEqualTo(JSON.readTree(user.received("payload").getFirst().body()));
    }

    @Test
    void getsOnlyWhatPassesItsFilter() {
        String body = """
                {"url": "%s/hooks/filtered", "events": ["mention.*"], "filter": {"data.author.followers": {"$gte": 1000}}}""".formatted(stack.environment().get("HOOKLINE_RECEIVER_URL"));
        expect(201, user.post(REGISTRY, "/api/v1/webhooks", body));
        user.createWebhook("filtered-witness", SECRET, "mention.created");

        emit(mention("evt_small", 10));
        emit(mention("evt_large", 5000));

        awaitIds("filtered-witness", "evt_small", "evt_large");
        awaitIds("filtered", "evt_large");
    }

    @Test
    void getsEventsOfATypeOfItsOwn() {
        expect(201, user.post(REGISTRY, "/api/v1/event-types", """
                {"type": "order.shipped", "entity": "orderId", "example": {"orderId": "o_1", "items": 2},
                 "jsonSchema": {"type": "object", "required": ["orderId"], "additionalProperties": false,
                  "properties": {"orderId": {"type": "string"}, "items": {"type": "integer"}}}}"""));
        user.createWebhook("own", SECRET, "order.*");

        // Ingest-service hears of the type a moment later.
        await().atMost(PATIENCE).untilAsserted(() -> expect(202, user.emit("""
                        {"event": "order.shipped", "id": "evt_own", "data": {"orderId": "o_7", "items": 3.0}}""")));

        awaitIds("own", "evt_own");
        Delivery delivery = user.received("own").getFirst();
        assertThat(delivery.body()).contains("\"data\":{\"orderId\":\"o_7\",\"items\":3}");
        assertThat(user.emit("{\"event\": \"order.shipped\", \"data\": {\"items\": 1}}")
                        .statusCode())
                .isEqualTo(400);
    }

    private static String goal(String id) {
        return """
                {"event": "goal.achieved", "id": "%s", "data": {"campaignId": "c", "goalType": "reach", "target": 1,
                 "achieved": 2, "percentageComplete": 200}}""".formatted(id);
    }

    private static String mention(String id, int followers) {
        return """
                {"event": "mention.created", "id": "%s", "data": {"mentionId": "m", "queryId": "q", "platform": "twitter",
                 "content": "c", "author": {"username": "u", "followers": %d}}}""".formatted(id, followers);
    }

    private static void emit(String event) {
        JsonNode _ = expect(202, user.emit(event));
    }

    private static JsonNode expect(int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    private static void awaitIds(String receiver, String... ids) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ids(receiver)).containsExactlyInAnyOrder(ids));
    }

    private static List<String> ids(String receiver) {
        return user.received(receiver).stream()
                .map(delivery -> delivery.header("webhook-id"))
                .toList();
    }
}
