package io.hookline.registry.redelivery;

import static io.hookline.registry.RunningRegistry.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hookline.delivery.AttemptOutcome;
import io.hookline.delivery.DeliveryAttempted;
import io.hookline.delivery.DeliveryRequested;
import io.hookline.parts.Database;
import io.hookline.parts.Parts;
import io.hookline.parts.Ports;
import io.hookline.registry.Answer;
import io.hookline.registry.RandomIds;
import io.hookline.registry.RunningRegistry;
import io.hookline.registry.Wire;
import io.hookline.registry.catalogue.ExampleRecord;
import io.hookline.registry.subscription.SubscriptionId;
import io.hookline.registry.workspace.WorkspaceId;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.EventType;
import io.hookline.schemas.Topics;
import io.hookline.schemas.body.DeliveryIds;
import io.hookline.schemas.body.EventBody;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

final class RedeliveryIT {
    private static final String ATTEMPTS = Topics.DELIVERIES_ATTEMPTS.topicName();
    private static final String TIME = "2026-01-31T08:00:00Z";
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final RandomIds IDS = new RandomIds(new SecureRandom());
    private static final EventType PUBLISHED =
            EventCatalogue.load().find("post.published").orElseThrow();
    private static final byte[] VALUE = Wire.encoded(PUBLISHED.topic(), ExampleRecord.of(PUBLISHED));

    private final RunningRegistry registry = RunningRegistry.shared();
    private final String workspace = registry.newWorkspace();
    private final String token = registry.token(workspace);
    private final String webhook = registry.webhook(token, "post.*");
    private final String path = "/api/v1/webhooks/" + webhook;
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Test
    void requestsOneDeliveryOnceMore() {
        String event = IDS.next("evt_");
        Wire.write(List.of(event(event, "post.published", null)));
        ConsumerRecord<String, byte[]> logged = logged(event);
        report(attempt(logged, 6, "failed"));
        String delivery = DeliveryIds.of(event, webhook);
        eventually().untilAsserted(() -> registry.get(token, path + "/deliveries/" + delivery)
                .expect(200));

        Answer accepted = registry.post(token, path + "/deliveries/" + delivery + "/redeliver", null)
                .expect(202);

        assertThat(accepted.text("deliveryId")).isEqualTo(delivery);
        assertThat(accepted.text("eventId")).isEqualTo(event);
        assertThat(accepted.json().get("attempt").asInt()).isEqualTo(7);
        assertThat(requested()).singleElement().satisfies(request -> {
            assertThat(request.getDeliveryId()).isEqualTo(delivery);
            assertThat(request.getWorkspaceId()).isEqualTo(workspace);
            assertThat(request.getEventId()).isEqualTo(event);
            assertThat(request.getEventType()).isEqualTo("post.published");
            assertThat(request.getBody())
                    .isEqualTo(new EventBody("post.published", TIME, workspace, event)
                            .render(ExampleRecord.of(PUBLISHED)));
            assertThat(request.getSourceTopic()).isEqualTo(logged.topic());
            assertThat(request.getSourcePartition()).isEqualTo(logged.partition());
            assertThat(request.getSourceOffset()).isEqualTo(logged.offset());
            assertThat(request.getTraceparent()).isEqualTo(TRACE);
            assertThat(request.getAttempt()).isEqualTo(7);
            assertThat(request.getAttemptsBefore()).isEqualTo(6);
            assertThat(request.getEntity()).isEqualTo(logged.key());
            assertThat(request.getRequestedAt()).isEqualTo(start);
            assertThat(request.getLastOutcome()).isNull();
            assertThat(request.getFirstAttemptAt()).isNull();
            assertThat(request.getNotBefore()).isNull();
        });
        registry.post(token, path + "/deliveries/" + IDS.next("dlv_") + "/redeliver", null)
                .expect(404);
    }

    @Test
    void saysThatAnEventIsGone() {
        DeliveryAttempted gone = gone();
        report(gone);
        String call = path + "/deliveries/" + gone.getDeliveryId();
        eventually().untilAsserted(() -> registry.get(token, call).expect(200));

        Answer answer = registry.post(token, call + "/redeliver", null).expect(410);

        assertThat(answer.text("detail")).contains("no longer on the log");
    }

    @Test
    void requestsWhatFailed() {
        List<String> events =
                IntStream.range(0, 6).mapToObj(_ -> IDS.next("evt_")).toList();
        Wire.write(events.stream()
                .map(event -> event(event, "post.published", null))
                .toList());
        Map<String, ConsumerRecord<String, byte[]>> logged = logged(events);
        List<String> statuses = List.of("failed", "failed", "rejected", "discarded", "delivered", "retrying");
        List<DeliveryAttempted> attempts = new ArrayList<>(List.of(gone()));
        IntStream.range(0, 6)
                .forEach(i ->
                        attempts.add(attempt(logged.getOrDefault(events.get(i), anyRecord()), i + 1, statuses.get(i))));
        report(attempts.toArray(DeliveryAttempted[]::new));
        eventually().untilAsserted(() -> assertThat(
                        registry.get(token, path + "/deliveries").items())
                .hasSize(7));
        String body = "{\"kind\": \"failed\", \"since\": \"" + start.minusSeconds(1) + "\"%s}";
        assertThat(registry.post(token, path + "/redeliveries", body.formatted(", \"dryRun\": true"))
                        .expect(200)
                        .json()
                        .get("count")
                        .asLong())
                .isEqualTo(5);
        assertThat(requested()).isEmpty();

        Answer accepted =
                registry.post(token, path + "/redeliveries", body.formatted("")).expect(202);

        assertThat(accepted.text("id")).startsWith("rdl_");
        assertThat(accepted.text("kind")).isEqualTo("failed");
        assertThat(accepted.json().get("total").asLong()).isEqualTo(5);
        JsonNode completed = awaitStatus(accepted.text("id"), "completed");
        assertThat(completed.get("done").asLong()).isEqualTo(4);
        assertThat(completed.get("skipped").asLong()).isEqualTo(1);
        assertThat(completed.get("finishedAt").isNull()).isFalse();
        assertThat(requested())
                .extracting(DeliveryRequested::getEventId, DeliveryRequested::getAttempt)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 4)
                        .mapToObj(i -> tuple(events.get(i), i + 2))
                        .toList());
        assertThat(registry.get(token, path + "/redeliveries").expect(200).items())
                .singleElement()
                .isEqualTo(completed);
    }

    @Test
    void requestsEverythingThatTheWebhookReceives() {
        String before = IDS.next("evt_");
        String unknown = IDS.next("evt_");
        String delivered = IDS.next("evt_");
        String retrying = IDS.next("evt_");
        String targeted = IDS.next("evt_");
        Instant since = start.minusSeconds(10);
        Wire.write(List.of(
                event(before, "post.published", null, since.minusMillis(1)),
                event(unknown, "post.published", null, since),
                event(delivered, "post.published", null, start),
                event(retrying, "post.published", null, start),
                event(targeted, "webhook.test", webhook, start),
                event(IDS.next("evt_"), "webhook.test", null, start),
                event(IDS.next("evt_"), "post.published", "wh_other", start),
                event(IDS.next("evt_"), "mention.created", null, start)));
        Map<String, ConsumerRecord<String, byte[]>> logged = logged(List.of(delivered, retrying));
        report(
                attempt(logged.getOrDefault(delivered, anyRecord()), 2, "delivered"),
                attempt(logged.getOrDefault(retrying, anyRecord()), 1, "retrying"));
        eventually().untilAsserted(() -> assertThat(
                        registry.get(token, path + "/deliveries").items())
                .hasSize(2));
        String body = "{\"kind\": \"all\", \"since\": \"" + since + "\"%s}";
        assertThat(registry.post(token, path + "/redeliveries", body.formatted(", \"dryRun\": true"))
                        .expect(200)
                        .json()
                        .toString())
                .isEqualTo("{\"count\":4,\"complete\":true}");

        Answer accepted =
                registry.post(token, path + "/redeliveries", body.formatted("")).expect(202);

        JsonNode completed = awaitStatus(accepted.text("id"), "completed");
        assertThat(completed.get("total").asLong()).isEqualTo(4);
        assertThat(completed.get("done").asLong()).isEqualTo(3);
        assertThat(completed.get("skipped").asLong()).isEqualTo(1);
        assertThat(requested())
                .extracting(DeliveryRequested::getEventId, DeliveryRequested::getAttempt)
                .containsExactlyInAnyOrder(tuple(unknown, 1), tuple(delivered, 3), tuple(targeted, 1));
    }

    @Test
    void requestsWhatPassesTheWebhooksFilter() {
        String wanted = IDS.next("evt_");
        registry.patch(token, path, "{\"filter\": {\"id\": \"" + wanted + "\"}}")
                .expect(200);
        Wire.write(List.of(
                event(wanted, "post.published", null, start), event(IDS.next("evt_"), "post.published", null, start)));

        String id = registry.post(
                        token,
                        path + "/redeliveries",
                        "{\"kind\": \"all\", \"since\": \"" + start.minusSeconds(1) + "\"}")
                .expect(202)
                .text("id");

        JsonNode completed = awaitStatus(id, "completed");
        assertThat(completed.get("total").asLong()).isEqualTo(1);
        assertThat(requested()).extracting(DeliveryRequested::getEventId).containsExactly(wanted);
    }

    @Test
    void replaysTenThousandEventsAndShowsHowFarItIs() {
        Wire.write(IntStream.range(0, 10_000)
                .mapToObj(_ -> event(IDS.next("evt_"), "post.published", null))
                .toList());

        String id = registry.post(
                        token,
                        path + "/redeliveries",
                        "{\"kind\": \"all\", \"since\": \"" + start.minusSeconds(1) + "\"}")
                .expect(202)
                .text("id");

        TreeSet<Long> seen = new TreeSet<>();
        eventually().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
            JsonNode shown = registry.get(token, path + "/redeliveries/" + id).json();
            seen.add(shown.get("done").asLong());
            assertThat(shown.get("status").asString()).isEqualTo("completed");
            assertThat(shown.get("total").asLong()).isEqualTo(10_000);
        });
        assertThat(seen).hasSizeGreaterThan(3).endsWith(10_000L);
        IO.println("The progress of 10,000 events was shown as " + seen);
        assertThat(requested())
                .hasSize(10_000)
                .extracting(DeliveryRequested::getDeliveryId)
                .doesNotHaveDuplicates();
        assertThat(registry.get(null, "/actuator/prometheus").expect(200).body())
                .contains("hookline_redeliveries_requested_total")
                .contains("hookline_redeliveries_skipped_total")
                .contains("hookline_redeliveries_active");
    }

    @Test
    void isPausedResumedAndCancelled() {
        Redelivery paused = added(webhook, RedeliveryStatus.PAUSED);
        String call = path + "/redeliveries/" + paused.id();
        String another = "{\"kind\": \"failed\", \"since\": \"2026-01-01\"}";
        assertThat(registry.post(token, path + "/redeliveries", another)
                        .expect(409)
                        .text("detail"))
                .contains("cancel it first");
        registry.post(token, call + "/pause", null).expect(200);

        registry.post(token, call + "/resume", null).expect(200);

        awaitStatus(paused.id(), "completed");
        registry.post(token, call + "/pause", null).expect(409);
        registry.post(token, call + "/cancel", null).expect(409);
        Redelivery unwanted = added(webhook, RedeliveryStatus.PAUSED);
        assertThat(registry.post(token, path + "/redeliveries/" + unwanted.id() + "/cancel", null)
                        .expect(200)
                        .text("status"))
                .isEqualTo("cancelled");
        registry.post(token, path + "/redeliveries/" + unwanted.id() + "/cancel", null)
                .expect(200);
        registry.post(token, path + "/redeliveries/" + unwanted.id() + "/resume", null)
                .expect(409);
    }

    @Test
    void isRefusedForAWebhookThatIsPaused() {
        registry.patch(token, path, "{\"active\": false}").expect(200);
        String body = "{\"kind\": \"failed\", \"since\": \"2026-01-01\"%s}";

        Answer refused =
                registry.post(token, path + "/redeliveries", body.formatted("")).expect(409);

        assertThat(refused.text("detail")).contains("paused").contains("\"active\": true");
        registry.post(token, path + "/redeliveries", body.formatted(", \"dryRun\": true"))
                .expect(200);
        Redelivery paused = added(webhook, RedeliveryStatus.PAUSED);
        registry.post(token, path + "/redeliveries/" + paused.id() + "/resume", null)
                .expect(409);
    }

    @Test
    void stopsWhenItsWebhookNoLongerReceives() {
        registry.patch(token, path, "{\"active\": false}").expect(200);
        Redelivery running = added(webhook, RedeliveryStatus.RUNNING);

        JsonNode stopped = awaitStatus(running.id(), "paused");

        assertThat(stopped.get("statusReason").asString()).contains("\"active\": true");

        Redelivery orphan = added("wh_" + "0".repeat(32), RedeliveryStatus.RUNNING);

        eventually().untilAsserted(() -> assertThat(
                        redeliveries().find(orphan.subscription(), orphan.id()).blockOptional())
                .get()
                .extracting(Redelivery::status)
                .isEqualTo(RedeliveryStatus.CANCELLED));
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        assertThat(registry.post(token, path + "/redeliveries", "{\"kind\": \"some\", \"from\": 1}")
                        .expect(400)
                        .errors())
                .containsExactlyInAnyOrder(
                        "kind: must be failed or all", "since: is required", "from: is not a field of this call");
        assertThat(registry.post(token, path + "/redeliveries", """
                {"kind": "all", "since": "2026-01-02", "until": "2026-01-01"}""").expect(400).errors())
                .containsExactly("since: must be before now, and before until if that is given");
    }

    @Test
    void keepsStrangersOut() {
        Redelivery mine = added(webhook, RedeliveryStatus.PAUSED);
        String stranger = registry.token(registry.newWorkspace());
        String theirs = "/api/v1/webhooks/" + registry.webhook(stranger, "*");
        String body = "{\"kind\": \"failed\", \"since\": \"2026-01-01\"}";

        Stream.of(path, theirs).forEach(base -> {
            registry.get(stranger, base + "/redeliveries/" + mine.id()).expect(404);
            for (String call : List.of("cancel", "pause", "resume")) {
                registry.post(stranger, base + "/redeliveries/" + mine.id() + "/" + call, null)
                        .expect(404);
            }
            registry.post(stranger, base + "/deliveries/" + IDS.next("dlv_") + "/redeliver", null)
                    .expect(404);
        });
        registry.post(stranger, path + "/redeliveries", body).expect(404);
        registry.get(stranger, path + "/redeliveries").expect(404);
        assertThat(registry.get(stranger, theirs + "/redeliveries").items()).isEmpty();
    }

    @Test
    void goesOnAtAnotherInstanceWhereOneLeftOff() {
        int events = 600;
        Map<String, String> slow = Map.of("registry.redelivery-rate", "100");
        Database.Address database = Parts.database("takeover");
        String created;
        String webhookPath;
        String own;
        try (RunningRegistry one = RunningRegistry.start(database, slow)) {
            String ownWorkspace = one.newWorkspace();
            own = one.token(ownWorkspace);
            webhookPath = "/api/v1/webhooks/" + one.webhook(own, "post.*");
            Wire.write(IntStream.range(0, events)
                    .mapToObj(_ -> event(ownWorkspace, IDS.next("evt_"), "post.published", null, null))
                    .toList());
            created = one.post(
                            own,
                            webhookPath + "/redeliveries",
                            "{\"kind\": \"all\", \"since\": \"" + start.minusSeconds(1) + "\"}")
                    .expect(202)
                    .text("id");
            eventually().untilAsserted(() -> assertThat(one.get(own, webhookPath + "/redeliveries/" + created)
                            .json()
                            .get("done")
                            .asLong())
                    .isPositive());
        }

        try (RunningRegistry two = RunningRegistry.start(database, slow)) {
            eventually().untilAsserted(() -> assertThat(two.get(own, webhookPath + "/redeliveries/" + created)
                            .text("status"))
                    .isEqualTo("completed"));
        }

        List<DeliveryRequested> requested = requested(webhookPath.substring(webhookPath.lastIndexOf('/') + 1));
        assertThat(requested.stream().map(DeliveryRequested::getDeliveryId).distinct())
                .hasSize(events);
        assertThat(requested).hasSizeLessThanOrEqualTo(events + 100);
    }

    @Test
    void showsAndCountsWhatItCanWhileKafkaIsAway() {
        try (RunningRegistry away = RunningRegistry.start(
                Parts.database("nokafka"),
                Map.of(
                        "HOOKLINE_KAFKA",
                        "localhost:" + Ports.free(),
                        "registry.publish-wait",
                        "10ms",
                        "spring.kafka.admin.operation-timeout",
                        "1s",
                        "spring.kafka.producer.properties.max.block.ms",
                        "500"))) {
            String own = away.token(away.newWorkspace());
            String ownWebhook = away.webhook(own, "*");
            String base = "/api/v1/webhooks/" + ownWebhook;
            away.context()
                    .getBean(DatabaseClient.class)
                    .sql("""
                            insert into delivery (id, subscription_id, event_id, event_type, source_topic, source_partition,
                                source_offset, status, last_attempt, last_started_at, created_at, updated_at)
                            values ('dlv_1', :webhook, 'evt_1', 'post.published', 'events.publishing.v1', 0, 0, 'failed', 6,
                                now(), now() - interval '1 minute', now())""")
                    .bind("webhook", ownWebhook)
                    .then()
                    .block();

            JsonNode shown =
                    away.get(own, base + "/deliveries/dlv_1").expect(200).json();

            assertThat(shown.get("payload").isNull()).isTrue();
            assertThat(shown.get("payloadMissing").asString()).isEqualTo("unavailable");
            away.post(own, base + "/deliveries/dlv_1/redeliver", null).expect(503);
            assertThat(away.post(own, base + "/redeliveries", """
                    {"kind": "failed", "since": "2026-01-01", "dryRun": true}""")
                            .expect(200)
                            .json()
                            .get("count")
                            .asLong())
                    .isEqualTo(1);
            away.post(own, base + "/redeliveries", """
                    {"kind": "all", "since": "2026-01-01", "dryRun": true}""").expect(503);
        }
    }

    private JsonNode awaitStatus(String id, String status) {
        eventually().untilAsserted(() -> assertThat(
                        registry.get(token, path + "/redeliveries/" + id).text("status"))
                .isEqualTo(status));
        return registry.get(token, path + "/redeliveries/" + id).json();
    }

    private Redeliveries redeliveries() {
        return registry.context().getBean(Redeliveries.class);
    }

    private Redelivery added(String subscription, RedeliveryStatus status) {
        Redelivery redelivery = new Redelivery(
                IDS.next(Redelivery.PREFIX),
                new SubscriptionId(subscription),
                new WorkspaceId(workspace),
                RedeliveryKind.FAILED,
                start.minusSeconds(60),
                start,
                status,
                null,
                Redelivery.Progress.none(0L),
                start,
                start,
                null);
        assertThat(redeliveries().add(redelivery).block()).isTrue();
        return redelivery;
    }

    private ProducerRecord<String, byte[]> event(String id, String type, @Nullable String target) {
        return event(id, type, target, null);
    }

    private ProducerRecord<String, byte[]> event(
            String id, String type, @Nullable String target, @Nullable Instant written) {
        return event(workspace, id, type, target, written);
    }

    private static ProducerRecord<String, byte[]> event(
            String workspace, String id, String type, @Nullable String target, @Nullable Instant written) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                PUBLISHED.topic(), null, written == null ? null : written.toEpochMilli(), workspace + ":" + id, VALUE);
        CloudEventHeaders.put(record.headers(), CloudEventHeaders.ID, id);
        CloudEventHeaders.put(record.headers(), CloudEventHeaders.TYPE, type);
        CloudEventHeaders.put(record.headers(), CloudEventHeaders.TIME, TIME);
        CloudEventHeaders.put(record.headers(), CloudEventHeaders.WORKSPACE, workspace);
        CloudEventHeaders.put(record.headers(), CloudEventHeaders.SUBSCRIPTION, target);
        CloudEventHeaders.put(record.headers(), CloudEventHeaders.CONTENT_TYPE, CloudEventHeaders.AVRO);
        CloudEventHeaders.put(record.headers(), CloudEventHeaders.TRACEPARENT, TRACE);
        return record;
    }

    private ConsumerRecord<String, byte[]> logged(String event) {
        return logged(List.of(event)).getOrDefault(event, anyRecord());
    }

    /** The events as they stand on the log, by their ids. */
    private Map<String, ConsumerRecord<String, byte[]>> logged(List<String> events) {
        Map<String, ConsumerRecord<String, byte[]>> logged = new HashMap<>();
        Wire.all(PUBLISHED.topic()).forEach(record -> {
            String id = CloudEventHeaders.text(record.headers(), CloudEventHeaders.ID);
            if (id != null && events.contains(id)) {
                logged.put(id, record);
            }
        });
        assertThat(logged).hasSameSizeAs(events);
        return logged;
    }

    private static ConsumerRecord<String, byte[]> anyRecord() {
        return new ConsumerRecord<>(PUBLISHED.topic(), 0, 0, "", new byte[0]);
    }

    private DeliveryAttempted gone() {
        ConsumerRecord<String, byte[]> nowhere =
                new ConsumerRecord<>(PUBLISHED.topic(), 1, 1_000_000_000, workspace + ":gone", VALUE);
        CloudEventHeaders.put(nowhere.headers(), CloudEventHeaders.ID, IDS.next("evt_"));
        return attempt(nowhere, 6, "failed");
    }

    private DeliveryAttempted attempt(ConsumerRecord<String, byte[]> event, int number, String status) {
        String id = String.valueOf(CloudEventHeaders.text(event.headers(), CloudEventHeaders.ID));
        return DeliveryAttempted.newBuilder()
                .setDeliveryId(DeliveryIds.of(id, webhook))
                .setSubscriptionId(webhook)
                .setWorkspaceId(workspace)
                .setEventId(id)
                .setEventType("post.published")
                .setSourceTopic(event.topic())
                .setSourcePartition(event.partition())
                .setSourceOffset(event.offset())
                .setAttempt(number)
                .setRequestedAt(start)
                .setStartedAt(start.plusMillis(number))
                .setDurationMs(1)
                .setOutcome(AttemptOutcome.newBuilder().setKind("retryable").build())
                .setDeliveryStatus(status)
                .setResponseHeaders(Map.of())
                .build();
    }

    private static void report(DeliveryAttempted... attempts) {
        Wire.write(Stream.of(attempts)
                .map(attempt ->
                        new ProducerRecord<>(ATTEMPTS, attempt.getDeliveryId(), Wire.encoded(ATTEMPTS, attempt)))
                .toList());
    }

    private List<DeliveryRequested> requested() {
        return requested(webhook);
    }

    /** What was asked of dispatch-service for the webhook, in order. */
    private static List<DeliveryRequested> requested(String webhook) {
        try (Deserializer<SpecificRecord> deserializer = Parts.schemaRegistry().specificDeserializer()) {
            return Wire.ofKey(Topics.DELIVERIES.topicName(), webhook).stream()
                    .map(record -> (DeliveryRequested) deserializer.deserialize(record.topic(), record.value()))
                    .toList();
        }
    }
}
