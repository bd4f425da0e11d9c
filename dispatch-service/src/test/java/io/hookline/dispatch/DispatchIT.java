package io.hookline.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.hookline.delivery.DeliveryAttempted;
import io.hookline.delivery.DeliveryRequested;
import io.hookline.dispatch.Receiver.Answer;
import io.hookline.dispatch.Receiver.Received;
import io.hookline.event.WebhookTest;
import io.hookline.schemas.CloudEventHeaders;
import io.hookline.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
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

    @Test
    void deliversATypeThatItKnowsOnlyByItsSchema() {
        GenericData.Record invoice = new GenericData.Record(SchemaBuilder.record("InvoicePaid" + System.nanoTime())
                .namespace("io.customer")
                .fields()
                .requiredDouble("amount")
                .requiredString("currency")
                .optionalString("note")
                .endRecord());
        invoice.put("amount", 105.0);
        invoice.put("currency", "€");
        subscribe();

        dispatch.wire.publish(Topics.EVENTS_MEDIA, "invoice.paid", workspace, invoice, Map.of());

        assertThat(receivedAt(path, 1).getFirst().body()).contains("\"data\":{\"amount\":105,\"currency\":\"€\"}");
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
    void showsItsFigures() throws Exception {
        String figures = get("/actuator/prometheus").body();

        assertThat(figures)
                .contains(
                        "hookline_subscriptions",
                        "hookline_fanout_events",
                        "hookline_deliveries_in_flight",
                        "hookline_commit_lag");
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

    private static HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(DispatchUnderTest.url(instance, path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
