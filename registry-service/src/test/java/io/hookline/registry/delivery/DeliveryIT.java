package io.hookline.registry.delivery;

import static io.hookline.registry.RunningRegistry.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.delivery.AttemptOutcome;
import io.hookline.delivery.DeliveryAttempted;
import io.hookline.registry.Answer;
import io.hookline.registry.RandomIds;
import io.hookline.registry.RunningRegistry;
import io.hookline.registry.Wire;
import io.hookline.registry.catalogue.ExampleRecord;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.Topics;
import io.hookline.schemas.body.EventBody;
import io.hookline.subscription.SubscriptionChanged;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class DeliveryIT {
    private static final String TOPIC = Topics.DELIVERIES_ATTEMPTS.topicName();
    private static final RandomIds IDS = new RandomIds(new SecureRandom());

    private final RunningRegistry registry = RunningRegistry.shared();
    private final String token = registry.token(registry.newWorkspace());
    private final String webhook = registry.webhook(token, "*");
    private final String path = "/api/v1/webhooks/" + webhook;
    /** Later than the webhook's creation, as every attempt is. */
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);

    @Test
    void showsAttemptsInTheirOrderHoweverOftenTheyAreReported() {
        String first = IDS.next("dlv_");
        String second = IDS.next("dlv_");
        DeliveryAttempted one = attempt(first, 1, 500, "retryable", "retrying");
        DeliveryAttempted two = attempt(first, 2, 503, "retryable", "retrying");
        DeliveryAttempted three = attempt(first, 3, 200, "delivered", "delivered");
        DeliveryAttempted other = attempt(second, 1, 404, "rejected", "rejected");

        report(one, two, three, other, three, two, one);
        report(two, three);

        eventually().untilAsserted(() -> assertThat(
                        registry.get(token, path + "/deliveries").items())
                .hasSize(2));
        JsonNode delivery = shown(first);
        assertThat(delivery.get("status").asString()).isEqualTo("delivered");
        assertThat(delivery.get("event").asString()).isEqualTo("post.published");
        assertThat(delivery.get("nextAttemptAt").isNull()).isTrue();
        assertThat(statusCodes(delivery)).containsExactly(500, 503, 200);
        JsonNode attempt = delivery.get("attempts").get(2);
        assertThat(attempt.get("attempt").asInt()).isEqualTo(3);
        assertThat(attempt.get("startedAt").asString())
                .isEqualTo(three.getStartedAt().toString());
        assertThat(attempt.get("durationMs").asLong()).isEqualTo(30);
        assertThat(attempt.get("outcome").asString()).isEqualTo("delivered");
        assertThat(attempt.get("remoteAddress").asString()).isEqualTo("203.0.113.7:443");
        assertThat(attempt.get("responseHeaders").toString()).isEqualTo("{\"content-type\":\"text/plain\"}");
        assertThat(attempt.get("responseBody").asString()).isEqualTo("answer\uFFFD");
        // Once a record behind them has been recorded, the repeats have been read and changed nothing.
        String last = IDS.next("dlv_");
        report(attempt(last, 1, 200, "delivered", "delivered"));
        eventually()
                .untilAsserted(() ->
                        assertThat(registry.get(token, path + "/logs").items()).hasSize(3));
        assertThat(statusCodes(shown(first))).containsExactly(500, 503, 200);
        assertThat(registry.get(token, path + "/deliveries?status=rejected").items())
                .singleElement()
                .satisfies(rejected ->
                        assertThat(rejected.get("deliveryId").asString()).isEqualTo(second));
        assertThat(registry.get(token, path + "/deliveries?event=post.failed").items())
                .isEmpty();
        registry.get(token, path + "/deliveries?status=lost").expect(400);
    }

    @Test
    void pagesFromNewToOld() {
        DeliveryAttempted[] attempts = IntStream.range(0, 5)
                .mapToObj(i -> attempt(IDS.next("dlv_"), 1, 200, "delivered", "delivered"))
                .toArray(DeliveryAttempted[]::new);
        report(attempts);
        eventually().untilAsserted(() -> assertThat(
                        registry.get(token, path + "/deliveries").items())
                .hasSize(5));

        Answer first = registry.get(token, path + "/deliveries?limit=3").expect(200);
        Answer second = registry.get(token, path + "/deliveries?limit=3&cursor=" + first.text("nextCursor"));

        assertThat(Stream.of(first, second).flatMap(page -> page.items().stream()))
                .extracting(item -> item.get("deliveryId").asString())
                .containsExactlyInAnyOrderElementsOf(Stream.of(attempts)
                        .map(DeliveryAttempted::getDeliveryId)
                        .toList());
        assertThat(second.json().get("nextCursor").isNull()).isTrue();
    }

    @Test
    void neverGoesBackToAnOlderAttemptsStatus() {
        String delivery = IDS.next("dlv_");
        report(attempt(delivery, 2, 200, "delivered", "delivered"));
        eventually().untilAsserted(() -> assertThat(
                        registry.get(token, path + "/deliveries").items())
                .hasSize(1));

        report(attempt(delivery, 1, 500, "retryable", "retrying"));

        eventually()
                .untilAsserted(() -> assertThat(statusCodes(shown(delivery))).containsExactly(500, 200));
        assertThat(shown(delivery).get("status").asString()).isEqualTo("delivered");
    }

    @Test
    void keepsOneRowOfADeliveryThatWasAskedForTwice() {
        String delivery = IDS.next("dlv_");
        report(attempt(delivery, 1, 500, "retryable", "retrying"));
        eventually().untilAsserted(() -> assertThat(
                        registry.get(token, path + "/deliveries").items())
                .hasSize(1));

        report(DeliveryAttempted.newBuilder(attempt(delivery, 2, 200, "delivered", "delivered"))
                .setRequestedAt(start.plusSeconds(60))
                .build());

        eventually()
                .untilAsserted(() -> assertThat(statusCodes(shown(delivery))).containsExactly(500, 200));
        assertThat(registry.get(token, path + "/deliveries").items())
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.get("status").asString()).isEqualTo("delivered");
                    assertThat(item.get("createdAt").asString()).isEqualTo(start.toString());
                });
    }

    @Test
    void recordsWhatIsFarFromNowAsWell() {
        Instant longAgo = start.minus(80, ChronoUnit.DAYS);
        Instant farAhead = start.plus(1000, ChronoUnit.DAYS);
        DeliveryAttempted old = DeliveryAttempted.newBuilder(
                        attempt(IDS.next("dlv_"), 1, 200, "delivered", "delivered"))
                .setRequestedAt(longAgo)
                .setStartedAt(longAgo)
                .build();
        DeliveryAttempted early = DeliveryAttempted.newBuilder(
                        attempt(IDS.next("dlv_"), 1, 200, "delivered", "delivered"))
                .setRequestedAt(farAhead)
                .setStartedAt(farAhead)
                .build();

        report(old, early, old);

        eventually().untilAsserted(() -> assertThat(
                        registry.get(token, path + "/deliveries").items())
                .extracting(item -> item.get("deliveryId").asString())
                .containsExactly(early.getDeliveryId(), old.getDeliveryId()));
        assertThat(statusCodes(shown(old.getDeliveryId()))).containsExactly(200);
    }

    @Test
    void listsWhatIsWithinATime() {
        DeliveryAttempted[] attempts = IntStream.range(0, 3)
                .mapToObj(i -> DeliveryAttempted.newBuilder(attempt(IDS.next("dlv_"), 1, 200, "delivered", "delivered"))
                        .setRequestedAt(start.minus(i, ChronoUnit.HOURS))
                        .build())
                .toArray(DeliveryAttempted[]::new);
        report(attempts);
        eventually().untilAsserted(() -> assertThat(
                        registry.get(token, path + "/deliveries").items())
                .hasSize(3));

        List<JsonNode> within = registry.get(
                        token, path + "/logs?since=" + start.minus(1, ChronoUnit.HOURS) + "&until=" + start)
                .expect(200)
                .items();

        assertThat(within)
                .extracting(item -> item.get("deliveryId").asString())
                .containsExactly(attempts[1].getDeliveryId());
        assertThat(registry.get(token, path + "/deliveries?since=yesterday")
                        .expect(400)
                        .errors())
                .singleElement()
                .asString()
                .startsWith("since: ");
    }

    @Test
    void showsOneDeliveryWithTheBytesThatWereSent() {
        GenericRecord data =
                ExampleRecord.of(EventCatalogue.load().find("post.published").orElseThrow());
        String event = IDS.next("evt_");
        ConsumerRecord<String, byte[]> logged =
                logged("events.publishing.v1", event, "application/avro", Wire.encoded("events.publishing.v1", data));
        String delivery = IDS.next("dlv_");
        report(
                at(attempt(delivery, 1, 500, "retryable", "retrying"), logged),
                at(attempt(delivery, 2, 200, "delivered", "delivered"), logged));
        eventually()
                .untilAsserted(() -> assertThat(statusCodes(shown(delivery))).containsExactly(500, 200));

        Answer shown = registry.get(token, path + "/deliveries/" + delivery).expect(200);

        String body = text(new EventBody("post.published", "2026-01-31T08:00:00Z", "ws_any", event).render(data));
        assertThat(shown.body()).contains("\"payload\":" + body + ",");
        assertThat(shown.json().get("payloadMissing").isNull()).isTrue();
        assertThat(statusCodes(shown.json())).containsExactly(500, 200);
        registry.get(token, path + "/deliveries/" + IDS.next("dlv_")).expect(404);
        registry.get(token, path + "/deliveries/no-id").expect(404);
    }

    @Test
    void showsEventsOfAWorkspacesOwnTypeAsTheyAre() {
        String event = IDS.next("evt_");
        ConsumerRecord<String, byte[]> logged = logged(
                "events.custom.v1",
                event,
                "application/json",
                "{\"b\":1.50,\"a\":\"ü\"}".getBytes(StandardCharsets.UTF_8));
        String delivery = IDS.next("dlv_");
        report(at(attempt(delivery, 1, 200, "delivered", "delivered"), logged));
        eventually().untilAsserted(() -> registry.get(token, path + "/deliveries/" + delivery)
                .expect(200));

        String shown = registry.get(token, path + "/deliveries/" + delivery).body();

        assertThat(shown).contains("\"data\":{\"b\":1.50,\"a\":\"ü\"},");
    }

    @Test
    void saysThatAnEventWasNeverReadable() {
        String event = IDS.next("evt_");
        ConsumerRecord<String, byte[]> logged = logged(
                "events.custom.v1",
                event,
                "application/json",
                "{},\"workspaceId\":{}".getBytes(StandardCharsets.UTF_8));
        String delivery = IDS.next("dlv_");
        report(at(attempt(delivery, 1, 200, "delivered", "delivered"), logged));
        eventually().untilAsserted(() -> registry.get(token, path + "/deliveries/" + delivery)
                .expect(200));

        JsonNode shown = registry.get(token, path + "/deliveries/" + delivery)
                .expect(200)
                .json();

        assertThat(shown.get("payload").isNull()).isTrue();
        assertThat(shown.get("payloadMissing").asString()).isEqualTo("unreadable");
    }

    @Test
    void saysThatAPayloadIsNoLongerThere() {
        String delivery = IDS.next("dlv_");
        report(DeliveryAttempted.newBuilder(attempt(delivery, 1, 200, "delivered", "delivered"))
                .setSourceOffset(1_000_000_000)
                .build());
        eventually().untilAsserted(() -> registry.get(token, path + "/deliveries/" + delivery)
                .expect(200));

        JsonNode shown = registry.get(token, path + "/deliveries/" + delivery)
                .expect(200)
                .json();

        assertThat(shown.get("payload").isNull()).isTrue();
        assertThat(shown.get("payloadMissing").asString()).isEqualTo("expired");
    }

    @Test
    void keepsTheDeliveriesOfOthersToThemselves() {
        String delivery = IDS.next("dlv_");
        report(attempt(delivery, 1, 200, "delivered", "delivered"));
        eventually().untilAsserted(() -> registry.get(token, path + "/deliveries/" + delivery)
                .expect(200));
        String stranger = registry.token(registry.newWorkspace());
        String another = "/api/v1/webhooks/" + registry.webhook(stranger, "*");

        registry.get(stranger, path + "/deliveries").expect(404);
        registry.get(stranger, path + "/logs").expect(404);
        registry.get(stranger, path + "/stats").expect(404);
        registry.get(stranger, path + "/deliveries/" + delivery).expect(404);
        registry.get(stranger, another + "/deliveries/" + delivery).expect(404);
    }

    @Test
    void disablesAWebhookWhoseEndpointIsGone() {
        report(attempt(IDS.next("dlv_"), 1, 410, "gone", "rejected"));

        eventually().untilAsserted(() -> assertThat(registry.get(token, path).text("status"))
                .isEqualTo("disabled"));
        Answer shown = registry.get(token, path);
        assertThat(shown.text("statusReason")).isEqualTo("The endpoint answered 410 Gone.");
        assertThat(shown.json().get("active").asBoolean()).isFalse();
        eventually().untilAsserted(() -> assertThat(published().getStatus()).isEqualTo("disabled"));
    }

    @Test
    void showsAWebhookAsFailingUntilItSucceedsAgain() {
        report(attempt(IDS.next("dlv_"), 6, 500, "expired", "failed"));
        eventually().untilAsserted(() -> assertThat(registry.get(token, path).text("status"))
                .isEqualTo("failing"));

        report(attempt(IDS.next("dlv_"), 7, 200, "delivered", "delivered"));

        eventually().untilAsserted(() -> assertThat(registry.get(token, path).text("status"))
                .isEqualTo("active"));
        assertThat(registry.get(token, path).json().get("statusReason").isNull())
                .isTrue();
        eventually().untilAsserted(() -> assertThat(published().getStatus()).isEqualTo("active"));
        assertThat(published().getVersion()).isEqualTo(3);
    }

    @Test
    void doesNotHoldOldAttemptsAgainstAResumedWebhook() {
        report(attempt(IDS.next("dlv_"), 1, 410, "gone", "rejected"));
        eventually().untilAsserted(() -> assertThat(registry.get(token, path).text("status"))
                .isEqualTo("disabled"));
        registry.patch(token, path, "{\"active\": true}").expect(200);

        report(attempt(IDS.next("dlv_"), 1, 410, "gone", "rejected"));

        eventually().untilAsserted(() -> assertThat(
                        registry.get(token, path + "/deliveries").items())
                .hasSize(2));
        assertThat(registry.get(token, path).text("status")).isEqualTo("active");
    }

    @Test
    void putsAsideWhatItCannotRecordAndGoesOn() {
        String good = IDS.next("dlv_");
        String strange = IDS.next("dlv_");
        DeliveryAttempted impossible = DeliveryAttempted.newBuilder(attempt(strange, 1, 200, "delivered", "delivered"))
                .setStartedAt(Instant.parse("+999999-01-01T00:00:00Z"))
                .build();
        byte[] nonsense = "no Avro".getBytes(StandardCharsets.UTF_8);
        // One partition, so that they come together.
        Wire.write(List.of(
                new ProducerRecord<>(TOPIC, 0, good + "nonsense", nonsense),
                new ProducerRecord<>(TOPIC, 0, strange, Wire.encoded(TOPIC, impossible)),
                new ProducerRecord<>(
                        TOPIC, 0, good, Wire.encoded(TOPIC, attempt(good, 1, 200, "delivered", "delivered")))));

        eventually().untilAsserted(() -> assertThat(
                        registry.get(token, path + "/deliveries").items())
                .singleElement()
                .satisfies(item -> assertThat(item.get("deliveryId").asString()).isEqualTo(good)));
        eventually().untilAsserted(() -> assertThat(Wire.all(Topics.DELIVERIES_ATTEMPTS.deadTopicName()))
                .extracting(ConsumerRecord::key)
                .contains(good + "nonsense", strange));
    }

    @Test
    void countsAndMeasures() {
        report(
                attempt(IDS.next("dlv_"), 1, 200, "delivered", "delivered"),
                attempt(IDS.next("dlv_"), 2, 200, "delivered", "delivered"),
                attempt(IDS.next("dlv_"), 3, 200, "delivered", "delivered"),
                attempt(IDS.next("dlv_"), 4, 404, "rejected", "rejected"),
                attempt(IDS.next("dlv_"), 5, 500, "retryable", "retrying"));
        eventually().untilAsserted(() -> assertThat(
                        registry.get(token, path + "/deliveries").items())
                .hasSize(5));

        JsonNode stats = registry.get(token, path + "/stats").expect(200).json();

        assertThat(stats.get("deliveries").toString())
                .isEqualTo("{\"delivered\":3,\"retrying\":1,\"failed\":0,\"rejected\":1,\"discarded\":0}");
        assertThat(stats.get("successRate").asDouble()).isEqualTo(0.75);
        assertThat(stats.get("latencyMs").get("p50").asDouble()).isEqualTo(30.0);
        assertThat(stats.get("latencyMs").get("p99").asDouble()).isBetween(49.0, 50.0);
        assertThat(stats.get("attempts").toString()).isEqualTo("{\"delivered\":3,\"rejected\":1,\"retryable\":1}");
        assertThat(stats.get("hours")).hasSize(24);
        assertThat(stats.get("hours").values().stream()
                        .mapToLong(hour -> hour.get("delivered").asLong()))
                .containsOnlyOnce(3L);
        assertThat(stats.get("oldestUndeliveredAt").asString()).isEqualTo(start.toString());
        assertThat(stats.get("oldestUndeliveredSeconds").asLong()).isNotNegative();
        assertThat(registry.get(null, "/actuator/prometheus").expect(200).body())
                .contains("hookline_attempts_recorded_total")
                .contains("hookline_subscriptions_published_total")
                .contains("hookline_subscriptions_unpublished");
    }

    /** An attempt that began that many milliseconds after the webhook was made and took ten times as long. */
    private DeliveryAttempted attempt(String delivery, int number, @Nullable Integer code, String kind, String status) {
        Instant startedAt = start.plusMillis(number);
        return DeliveryAttempted.newBuilder()
                .setDeliveryId(delivery)
                .setSubscriptionId(webhook)
                .setWorkspaceId("ws_any")
                .setEventId("evt_1")
                .setEventType("post.published")
                .setSourceTopic("events.publishing.v1")
                .setSourcePartition(3)
                .setSourceOffset(17)
                .setAttempt(number)
                .setRequestedAt(start)
                .setStartedAt(startedAt)
                .setDurationMs(number * 10L)
                .setOutcome(AttemptOutcome.newBuilder()
                        .setKind(kind)
                        .setStatusCode(code)
                        .setReason("http_status")
                        .setMessage("It answered " + code)
                        .build())
                .setDeliveryStatus(status)
                .setNextAttemptAt(status.equals("retrying") ? startedAt.plusSeconds(60) : null)
                .setRemoteAddress("203.0.113.7:443")
                .setResponseHeaders(Map.of("content-type", "text/plain"))
                .setResponseBody("answer\0")
                .build();
    }

    private static DeliveryAttempted at(DeliveryAttempted attempt, ConsumerRecord<String, byte[]> event) {
        return DeliveryAttempted.newBuilder(attempt)
                .setSourceTopic(event.topic())
                .setSourcePartition(event.partition())
                .setSourceOffset(event.offset())
                .build();
    }

    /** Writes an event; answers it as it stands on the log. */
    private static ConsumerRecord<String, byte[]> logged(String topic, String id, String contentType, byte[] value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, id, value);
        CloudEventHeaders.put(record.headers(), CloudEventHeaders.ID, id);
        CloudEventHeaders.put(record.headers(), CloudEventHeaders.TYPE, "post.published");
        CloudEventHeaders.put(record.headers(), CloudEventHeaders.WORKSPACE, "ws_any");
        CloudEventHeaders.put(record.headers(), CloudEventHeaders.TIME, "2026-01-31T08:00:00Z");
        CloudEventHeaders.put(record.headers(), CloudEventHeaders.CONTENT_TYPE, contentType);
        Wire.write(List.of(record));
        return Wire.ofKey(topic, id).getLast();
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static void report(DeliveryAttempted... attempts) {
        Wire.write(Stream.of(attempts)
                .map(attempt -> new ProducerRecord<>(TOPIC, attempt.getDeliveryId(), Wire.encoded(TOPIC, attempt)))
                .toList());
    }

    private JsonNode shown(String delivery) {
        return registry.get(token, path + "/deliveries").items().stream()
                .filter(item -> item.get("deliveryId").asString().equals(delivery))
                .findFirst()
                .orElseThrow(() -> new AssertionError(delivery + " is not listed"));
    }

    private static List<Integer> statusCodes(JsonNode delivery) {
        return delivery.get("attempts").values().stream()
                .map(attempt -> attempt.get("statusCode").asInt())
                .toList();
    }

    private SubscriptionChanged published() {
        return (SubscriptionChanged) Wire.decoded(
                Wire.ofKey(Topics.SUBSCRIPTIONS.topicName(), webhook).getLast());
    }
}
