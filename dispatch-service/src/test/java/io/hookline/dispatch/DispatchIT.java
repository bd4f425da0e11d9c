package io.hookline.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import io.hookline.delivery.DeliveryAttempted;
import io.hookline.delivery.DeliveryRequested;
import io.hookline.dispatch.Receiver.Answer;
import io.hookline.dispatch.Receiver.Received;
import io.hookline.event.WebhookRecovered;
import io.hookline.event.WebhookTest;
import io.hookline.parts.Parts;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Each test has a workspace and a path of its own, so all share one instance. */
final class DispatchIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static DispatchUnderTest dispatch;
    private static ConfigurableApplicationContext instance;

    private final String workspace = "ws_" + UUID.randomUUID();
    private final String path = "/" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        dispatch = new DispatchUnderTest();
        instance = dispatch.start();
        await().atMost(LIMIT).until(() -> get("/actuator/health/readiness").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        dispatch.close();
    }

    @Test
    void deliversAnEventToEachSubscriptionThatAskedForIt() {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        dispatch.wire
                .subscription(workspace, dispatch.receiver.at(path + "/one"))
                .to("post.published")
                .signedWith(secret)
                .write();
        String two = dispatch.wire
                .subscription(workspace, dispatch.receiver.at(path + "/two"))
                .to("post.*")
                .withHeader("Authorization", "Bearer of the customer")
                .write();
        dispatch.wire
                .subscription(workspace, dispatch.receiver.at(path + "/none"))
                .to("message.*")
                .write();
        dispatch.wire
                .subscription("ws_other", dispatch.receiver.at(path + "/none"))
                .write();
        untilSubscriptionsAreKnown();

        String event = dispatch.wire.publishPost(workspace, "post_123");

        Received one = receivedAt(path + "/one", 1).getFirst();
        Received other = receivedAt(path + "/two", 1).getFirst();
        assertThat(one.method()).isEqualTo("POST");
        assertThat(one.body())
                .isEqualTo("{\"event\":\"post.published\",\"timestamp\":\"2026-01-15T10:00:00Z\",\"data\":{\"postId\":"
                        + "\"post_123\",\"platform\":\"instagram\",\"platformPostId\":\"ig_456\",\"publishedAt\":"
                        + "\"2026-01-15T10:00:00Z\"},\"workspaceId\":\"" + workspace + "\",\"id\":\"" + event + "\"}");
        assertThat(one.header("Content-Type")).isEqualTo("application/json");
        assertThat(one.header("Content-Length"))
                .isEqualTo(Integer.toString(one.bytes().remaining()));
        assertThat(one.header("User-Agent")).startsWith("Hookline/").doesNotContain("@", "dev");
        assertThat(one.header("webhook-id")).isEqualTo(event);
        assertThat(one.header("X-Webhook-Event")).isEqualTo("post.published");
        assertThat(one.header("X-Webhook-Attempt")).isEqualTo("1");
        assertThat(other.bytes()).isEqualTo(one.bytes());
        assertThat(other.header("Authorization")).isEqualTo("Bearer of the customer");
        assertThatCode(() -> new Webhook(secret).verify(one.body(), one.headers()))
                .doesNotThrowAnyException();

        DeliveryAttempted report = reports(two, 1).getFirst();
        assertThat(report.getDeliveryStatus()).isEqualTo("delivered");
        assertThat(report.getOutcome().getStatusCode()).isEqualTo(200);
        assertThat(report.getRemoteAddress()).startsWith("127.0.0.1:");
        assertThat(report.getFirstByteMs()).isNotNull();
        assertThat(dispatch.receiver.received(path + "/none")).isEmpty();
    }

    @Test
    void deliversAnEventToMoreReceiversThanAreWrittenAtATime() {
        int receivers = 1_200;
        for (int i = 0; i < receivers; i++) {
            dispatch.wire
                    .subscription(workspace, dispatch.receiver.at(path))
                    .to("post.published")
                    .write();
        }
        untilSubscriptionsAreKnown();

        dispatch.wire.publishPost(workspace, "post_123");

        assertThat(receivedAt(path, receivers).stream()
                        .map(request -> request.header("X-Webhook-Delivery"))
                        .distinct())
                .hasSize(receivers);
    }

    @Test
    void repeatsTheSameRequestUntilItIsTaken() {
        dispatch.receiver.answers(path, Answer.status(500), Answer.status(503), Answer.status(200));
        String subscription = subscribe();

        String event = dispatch.wire.publishPost(workspace, "post_1");

        List<Received> received = receivedAt(path, 3);
        assertThat(received)
                .extracting(Received::body)
                .containsOnly(received.getFirst().body());
        assertThat(received).extracting(request -> request.header("webhook-id")).containsOnly(event);
        assertThat(received)
                .extracting(request -> request.header("X-Webhook-Attempt"))
                .containsExactly("1", "2", "3");
        List<DeliveryAttempted> reports = reports(subscription, 3);
        assertThat(reports).extracting(DeliveryAttempted::getAttempt).containsExactly(1, 2, 3);
        assertThat(reports)
                .extracting(DeliveryAttempted::getDeliveryStatus)
                .containsExactly("retrying", "retrying", "delivered");
        assertThat(reports.get(1).getStartedAt())
                .isAfterOrEqualTo(reports.get(0).getNextAttemptAt());
    }

    @Test
    void doesNotRepeatWhatIsRejected() {
        dispatch.receiver.answers(path, Answer.status(404));
        String subscription = subscribe();

        dispatch.wire.publishPost(workspace, "post_1");

        assertThat(dead(subscription).getLastOutcome().getKind()).isEqualTo("rejected");
        assertThat(reports(subscription, 1).getFirst().getDeliveryStatus()).isEqualTo("rejected");
        assertThat(dispatch.receiver.received(path)).hasSize(1);
    }

    @Test
    void reportsThatAnEndpointIsGone() {
        dispatch.receiver.answers(path, Answer.status(410));
        String subscription = subscribe();

        dispatch.wire.publishPost(workspace, "post_1");

        assertThat(reports(subscription, 1).getFirst().getOutcome().getKind()).isEqualTo("gone");
    }

    @Test
    void givesUpWhenTheRetriesAreUsedUp() {
        dispatch.receiver.answers(path, Answer.status(500));
        String subscription = subscribe();

        dispatch.wire.publishPost(workspace, "post_1");

        DeliveryRequested dead = dead(subscription);
        assertThat(dead.getAttempt()).isEqualTo(3);
        assertThat(dead.getLastOutcome().getStatusCode()).isEqualTo(500);
        assertThat(reports(subscription, 3))
                .extracting(DeliveryAttempted::getDeliveryStatus)
                .containsExactly("retrying", "retrying", "failed");
    }

    @Test
    void deliversToTheOthersWhileAnEndpointHangs() {
        dispatch.receiver.answers(path + "/hanging", dispatch.receiver.hanging());
        dispatch.wire
                .subscription(workspace, dispatch.receiver.at(path + "/hanging"))
                .write();
        subscribe();

        IntStream.range(0, 100).forEach(i -> dispatch.wire.publishPost(workspace, "post_" + i));

        assertThat(receivedAt(path, 100)).hasSize(100);
        assertThat(dispatch.receiver.received(path + "/hanging")).isNotEmpty();
    }

    /** Neither the code nor an instance that runs already has ever heard of the type; and later it gets another field. */
    @Test
    void deliversATypeThatItKnowsOnlyByItsSchema() {
        String name = "InvoicePaid" + System.nanoTime();
        Schema first = SchemaBuilder.record(name)
                .namespace("io.customer")
                .fields()
                .requiredDouble("amount")
                .requiredString("currency")
                .endRecord();
        Schema second = SchemaBuilder.record(name)
                .namespace("io.customer")
                .fields()
                .requiredDouble("amount")
                .requiredString("currency")
                .name("lines")
                .type()
                .array()
                .items()
                .record("Line" + name)
                .fields()
                .requiredString("sku")
                .optionalLong("count")
                .endRecord()
                .arrayDefault(List.of())
                .endRecord();
        subscribe();

        register(Topics.EVENTS_MEDIA, first);
        dispatch.wire.publish(
                Topics.EVENTS_MEDIA, "invoice.paid", workspace, invoice(first).build(), Map.of());
        register(Topics.EVENTS_MEDIA, second);
        GenericData.Record line = new GenericRecordBuilder(
                        second.getField("lines").schema().getElementType())
                .set("sku", "a")
                .set("count", 2L)
                .build();
        dispatch.wire.publish(
                Topics.EVENTS_MEDIA,
                "invoice.paid",
                workspace,
                invoice(second).set("lines", List.of(line)).build(),
                Map.of());

        assertThat(receivedAt(path, 2))
                .extracting(Received::body)
                .anySatisfy(body -> assertThat(body).contains("\"data\":{\"amount\":105,\"currency\":\"€\"},"))
                .anySatisfy(
                        body -> assertThat(body)
                                .contains(
                                        "\"data\":{\"amount\":105,\"currency\":\"€\",\"lines\":[{\"sku\":\"a\",\"count\":2}]},"));
    }

    @Test
    void deliversTheEventsOfAWorkspacesOwnTypes() {
        subscribe();

        String event = dispatch.wire.publishCustom("order.shipped", workspace, "{\"total\":105,\"currency\":\"€\"}");
        dispatch.wire.publishCustom("order.shipped", workspace, "{\"total\":");

        Received received = receivedAt(path, 1).getFirst();
        assertThat(received.header("X-Webhook-Event")).isEqualTo("order.shipped");
        assertThat(received.body())
                .isEqualTo(
                        "{\"event\":\"order.shipped\",\"timestamp\":\"2026-01-15T10:00:00Z\",\"data\":{\"total\":105,"
                                + "\"currency\":\"€\"},\"workspaceId\":\"" + workspace + "\",\"id\":\"" + event
                                + "\"}");
        assertThat(buried(Topics.EVENTS_CUSTOM, "{\"total\":")).contains("JSON");
        assertThat(dispatch.receiver.received(path)).hasSize(1);
    }

    @Test
    void deliversWhatTheFilterOfASubscriptionLetsThrough() {
        dispatch.wire
                .subscription(workspace, dispatch.receiver.at(path + "/one"))
                .filteredBy("{\"data.postId\": \"post_2\"}")
                .write();
        dispatch.wire
                .subscription(workspace, dispatch.receiver.at(path + "/none"))
                .filteredBy("{\"data.postId\": {\"$ofALaterVersion\": \"post_2\"}}")
                .write();
        subscribe();

        dispatch.wire.publishPost(workspace, "post_1");
        String second = dispatch.wire.publishPost(workspace, "post_2");

        receivedAt(path, 2);
        assertThat(receivedAt(path + "/one", 1))
                .extracting(request -> request.header("webhook-id"))
                .containsExactly(second);
        assertThat(dispatch.receiver.received(path + "/none")).isEmpty();
    }

    @Test
    void tellsNoWebhookOfItself() {
        String failing = dispatch.wire
                .subscription(workspace, dispatch.receiver.at(path + "/failing"))
                .write();
        subscribe();
        WebhookRecovered recovered =
                new WebhookRecovered(failing, "https://customer.example/hook", "2026-01-15T10:00:00Z");

        dispatch.wire.publish(
                Topics.EVENTS_ACCOUNTS,
                "webhook.recovered",
                workspace,
                recovered,
                Map.of(CloudEventHeaders.SUBJECT, failing));
        String post = dispatch.wire.publishPost(workspace, "post_1");

        assertThat(receivedAt(path, 2)).extracting(Received::body).anySatisfy(body -> assertThat(body)
                .contains("\"data\":{\"webhookId\":\"" + failing + "\""));
        assertThat(receivedAt(path + "/failing", 1))
                .extracting(request -> request.header("webhook-id"))
                .containsExactly(post);
    }

    @Test
    void retriesARedeliveryByTheWholeScheduleHoweverOldItsEventIs() {
        dispatch.receiver.answers(
                path,
                Answer.status(500),
                Answer.status(500),
                Answer.status(500),
                Answer.status(500),
                Answer.status(200));
        String subscription = subscribe();
        String event = dispatch.wire.publishPost(workspace, "post_1");
        DeliveryRequested dead = dead(subscription);
        assertThat(dead.getEntity()).isEqualTo(workspace + ":" + event);

        dispatch.wire.redeliver(DeliveryRequested.newBuilder(dead)
                .setAttempt(4)
                .setAttemptsBefore(3)
                .setRequestedAt(dead.getRequestedAt().minus(Duration.ofDays(10)))
                .build());

        List<DeliveryAttempted> reports = reports(subscription, 5);
        assertThat(reports).extracting(DeliveryAttempted::getAttempt).containsExactly(1, 2, 3, 4, 5);
        assertThat(reports)
                .extracting(DeliveryAttempted::getDeliveryStatus)
                .containsExactly("retrying", "retrying", "failed", "retrying", "delivered");
        assertThat(reports).extracting(DeliveryAttempted::getDeliveryId).containsOnly(dead.getDeliveryId());
        List<Received> received = dispatch.receiver.received(path);
        assertThat(received).extracting(request -> request.header("webhook-id")).containsOnly(event);
        assertThat(received)
                .extracting(request -> request.header("X-Webhook-Attempt"))
                .containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void connectsToNoPrivateAddress() {
        String subscription = dispatch.wire
                .subscription(workspace, URI.create("http://10.0.0.1:9/hook"))
                .write();
        untilSubscriptionsAreKnown();

        dispatch.wire.publishPost(workspace, "post_1");

        DeliveryAttempted report = reports(subscription, 1).getFirst();
        assertThat(report.getDeliveryStatus()).isEqualTo("rejected");
        assertThat(report.getOutcome().getReason()).isEqualTo("address_not_allowed");
        assertThat(report.getRemoteAddress()).isNull();
    }

    @Test
    void followsNoRedirect() {
        URI elsewhere = dispatch.receiver.at(path + "/elsewhere");
        dispatch.receiver.answers(path, Answer.status(302, "Location", elsewhere.toString()));
        String subscription = subscribe();

        dispatch.wire.publishPost(workspace, "post_1");

        assertThat(reports(subscription, 1).getFirst().getOutcome().getStatusCode())
                .isEqualTo(302);
        assertThat(dispatch.receiver.received(path + "/elsewhere")).isEmpty();
    }

    @Test
    void sendsATestEventToTheOneSubscriptionItIsFor() {
        dispatch.wire
                .subscription(workspace, dispatch.receiver.at(path + "/other"))
                .write();
        String subscription = dispatch.wire
                .subscription(workspace, dispatch.receiver.at(path))
                .to("post.failed")
                .write();

        dispatch.wire.publish(
                Topics.EVENTS_ACCOUNTS,
                "webhook.test",
                workspace,
                new WebhookTest("Hello"),
                Map.of(CloudEventHeaders.SUBSCRIPTION, subscription));

        assertThat(receivedAt(path, 1).getFirst().body()).contains("\"data\":{\"message\":\"Hello\"}");
        assertThat(dispatch.receiver.received(path + "/other")).isEmpty();
    }

    @Test
    void sendsNothingUnsigned() {
        String subscription = dispatch.wire
                .subscription(workspace, dispatch.receiver.at(path))
                .withForeignSecret()
                .write();
        untilSubscriptionsAreKnown();

        dispatch.wire.publishPost(workspace, "post_1");

        DeliveryAttempted report = reports(subscription, 1).getFirst();
        assertThat(report.getDeliveryStatus()).isEqualTo("discarded");
        assertThat(report.getOutcome().getReason()).isEqualTo("secret_unavailable");
        assertThat(dispatch.receiver.received(path)).isEmpty();
    }

    @Test
    void discardsWhatAPausedOrDeletedSubscriptionNoLongerWants() {
        String paused = dispatch.wire
                .subscription(workspace, dispatch.receiver.at(path))
                .paused()
                .write();
        String deleted = subscribe();
        dispatch.wire.delete(deleted);

        testEvent(paused);

        DeliveryAttempted report = reports(paused, 1).getFirst();
        assertThat(report.getOutcome().getReason()).isEqualTo("subscription_inactive");
        assertThat(report.getDeliveryStatus()).isEqualTo("discarded");
    }

    @Test
    void putsRecordsThatCannotBeReadAside() {
        subscribe();
        Map<String, String> headers = Map.of(
                CloudEventHeaders.ID,
                "evt_bad",
                CloudEventHeaders.TYPE,
                "post.published",
                CloudEventHeaders.WORKSPACE,
                workspace);
        String events = Topics.EVENTS_PUBLISHING.topicName();

        dispatch.wire.write(events, workspace, "no Avro".getBytes(UTF_8), headers);
        dispatch.wire.write(events, workspace, "no headers".getBytes(UTF_8), Map.of());
        dispatch.wire.write(Topics.DELIVERIES.topicName(), workspace, "no delivery".getBytes(UTF_8), Map.of());
        dispatch.wire.publishPost(workspace, "post_1");

        receivedAt(path, 1);
        assertThat(buried(Topics.EVENTS_PUBLISHING, "no Avro")).contains("magic");
        assertThat(buried(Topics.EVENTS_PUBLISHING, "no headers")).contains("ce_id");
        assertThat(buried(Topics.DELIVERIES, "no delivery")).isNotEmpty();
    }

    @Test
    void showsItsFigures() {
        String figures = get("/actuator/prometheus").body();

        assertThat(figures)
                .contains(
                        "hookline_subscriptions",
                        "hookline_fanout_events",
                        "hookline_deliveries_in_flight",
                        "hookline_commit_lag");
    }

    private static GenericRecordBuilder invoice(Schema schema) {
        return new GenericRecordBuilder(schema).set("amount", 105.0).set("currency", "€");
    }

    /** As an operator or a team's build does, by the registry's Confluent API. */
    private static void register(Topics topic, Schema schema) {
        String subject = topic.topicName() + "-" + schema.getFullName();
        URI registry = URI.create(Parts.schemaRegistry().url() + "/apis/ccompat/v7/subjects/" + subject + "/versions");
        String body = new ObjectMapper()
                .createObjectNode()
                .put("schema", schema.toString())
                .toString();
        HttpRequest request = HttpRequest.newBuilder(registry)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(send(request).statusCode())
                .as("status of registering a schema")
                .isEqualTo(200);
    }

    private String subscribe() {
        String id = dispatch.wire
                .subscription(workspace, dispatch.receiver.at(path))
                .write();
        untilSubscriptionsAreKnown();
        return id;
    }

    /** A test event waits for the subscriptions that were written before it. When it is through, they are known. */
    private void untilSubscriptionsAreKnown() {
        String marker = path + "/" + UUID.randomUUID();
        String id = dispatch.wire
                .subscription(workspace, dispatch.receiver.at(marker))
                .to("none")
                .write();
        testEvent(id);
        receivedAt(marker, 1);
    }

    private void testEvent(String subscription) {
        dispatch.wire.publish(
                Topics.EVENTS_ACCOUNTS,
                "webhook.test",
                workspace,
                new WebhookTest("Hello"),
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

    private static DeliveryRequested dead(String subscription) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(dispatch.dead(subscription)).hasSize(1));
        return dispatch.dead(subscription).getFirst();
    }

    /** The error that a record with that value was buried with. */
    private static String buried(Topics source, String value) {
        return await().atMost(LIMIT)
                .until(
                        () -> dispatch.topics()
                                .records(source.deadTopicName())
                                .filter(record -> value.equals(new String(record.value(), UTF_8)))
                                .map(record -> error(record.headers()))
                                .findFirst()
                                .orElse(""),
                        error -> !error.isEmpty());
    }

    private static String error(Headers headers) {
        String error = CloudEventHeaders.text(headers, "hookline_error");
        return error == null ? "" : error;
    }

    private static HttpResponse<String> get(String path) {
        return send(
                HttpRequest.newBuilder(DispatchUnderTest.url(instance, path)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
