package io.hookline.registry.subscription;

import static io.hookline.registry.RunningRegistry.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.hookline.delivery.AttemptOutcome;
import io.hookline.delivery.DeliveryAttempted;
import io.hookline.parts.Database;
import io.hookline.parts.Parts;
import io.hookline.parts.Ports;
import io.hookline.registry.RandomIds;
import io.hookline.registry.RunningRegistry;
import io.hookline.registry.Wire;
import io.hookline.schemas.Topics;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** Two instances that share the work, and a mail server. */
final class WebhookHealthIT {
    private static final String TOPIC = Topics.DELIVERIES_ATTEMPTS.topicName();
    private static final String EVENTS = Topics.EVENTS_ACCOUNTS.topicName();
    private static final RandomIds IDS = new RandomIds(new SecureRandom());
    private static final Duration A_DAY = Duration.ofDays(1);

    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private static RunningRegistry one;
    private static RunningRegistry two;
    private static String workspace;
    private static String token;

    @BeforeAll
    static void startBoth() {
        MAIL.start();
        Database.Address database = Parts.database("health");
        Map<String, String> settings = settings(MAIL.getSmtp().getPort());
        one = RunningRegistry.start(database, settings);
        two = RunningRegistry.start(database, settings);
        workspace = one.newWorkspace();
        token = one.token(workspace);
        one.patch(RunningRegistry.ADMIN, "/api/v1/workspaces/" + workspace, "{\"contactEmail\": \"owner@example.com\"}")
                .expect(200);
        String warmUp = one.webhook(token, "*");
        eventually().untilAsserted(() -> {
            report(IntStream.range(0, 12).mapToObj(i -> attempt(warmUp, now(), "delivered")));
            assertThat(metric(one, "hookline_attempts_recorded_total")).isPositive();
            assertThat(metric(two, "hookline_attempts_recorded_total")).isPositive();
        });
    }

    @AfterAll
    static void stopAll() {
        Stream.of(one, two).filter(each -> each != null).forEach(RunningRegistry::close);
        MAIL.stop();
    }

    @Test
    void tellsOnceThatAWebhookFailsThoughManyDeliveriesEndAtOnce() {
        String webhook = one.webhook(token, "post.*");
        Instant start = now();
        List<DeliveryAttempted> attempts = IntStream.range(0, 60)
                .mapToObj(i -> attempt(webhook, start.plusMillis(i), "failed"))
                .toList();

        report(attempts.stream());
        report(attempts.stream());

        eventually().untilAsserted(() -> assertThat(told(webhook)).hasSize(61));
        assertThat(told(webhook).stream().filter(type -> type.equals("webhook.failing")))
                .hasSize(1);
        assertThat(events(webhook)).extracting(event -> header(event, "ce_id")).doesNotHaveDuplicates();
        JsonNode health = one.get(token, path(webhook)).expect(200).json().get("health");
        assertThat(health.get("status").asString()).isEqualTo("failing");
        assertThat(health.get("reason").asString()).isEqualTo("retries_used_up");
        assertThat(health.get("failingSince").asString()).isEqualTo(start.toString());
        assertThat(health.get("disabledAt").asString())
                .isEqualTo(start.plus(Duration.ofDays(5)).toString());
        assertThat(health.get("lastSuccessAt").isNull()).isTrue();
        eventually().untilAsserted(() -> assertThat(mails(webhook)).hasSize(1));

        report(Stream.of(attempt(webhook, start.plusMillis(100), "delivered")));

        eventually().untilAsserted(() -> assertThat(told(webhook)).endsWith("webhook.recovered"));
        assertThat(told(webhook)).hasSize(62);
        assertThat(two.get(token, path(webhook)).text("status")).isEqualTo("active");
        assertThat(mails(webhook)).hasSize(1);
    }

    @Test
    void warnsThenDisablesAsTimePasses() throws Exception {
        String webhook = one.webhook(token, "*");
        Instant end = now();
        beginEarlier(webhook, Duration.ofDays(10));
        // 3 of 5 days, with an attempt every few hours; one partition, so that they come in this order.
        Wire.write(IntStream.rangeClosed(0, 9)
                .mapToObj(i ->
                        attempt(webhook, end.minus(Duration.ofHours(8L * (9 - i))), i == 9 ? "failed" : "retrying"))
                .map(attempt -> new ProducerRecord<>(TOPIC, 0, attempt.getDeliveryId(), Wire.encoded(TOPIC, attempt)))
                .toList());
        eventually().untilAsserted(() -> assertThat(warnings(webhook)).containsExactly(50));

        letPass(webhook, A_DAY);
        eventually().untilAsserted(() -> assertThat(warnings(webhook)).containsExactly(50, 75));
        letPass(webhook, A_DAY);

        eventually().untilAsserted(() -> assertThat(told(webhook)).endsWith("webhook.disabled"));
        assertThat(told(webhook)).containsOnlyOnce("webhook.disabled", "webhook.delivery_exhausted");
        assertThat(warnings(webhook)).containsExactly(50, 75);
        JsonNode shown = two.get(token, path(webhook)).expect(200).json();
        assertThat(shown.get("status").asString()).isEqualTo("disabled");
        assertThat(shown.get("statusReason").asString()).isEqualTo("Nothing was delivered for too long.");
        assertThat(shown.get("health").get("reason").asString()).isEqualTo("failing");
        assertThat(shown.get("health").get("failingSince").isNull()).isFalse();
        assertThat(shown.get("health").get("disabledAt").isNull()).isTrue();
        // The warnings of the same hour waited, and were no longer true.
        eventually().untilAsserted(() -> assertThat(mails(webhook))
                .extracting(WebhookHealthIT::subject)
                .satisfiesExactly(
                        failing -> assertThat(failing).contains("failing (example.com)"),
                        disabled ->
                                assertThat(disabled).isEqualTo("Webhook " + webhook + " was disabled (example.com)")));
        MimeMessage mail = mails(webhook).getLast();
        assertThat(mail.getAllRecipients()).singleElement().hasToString("owner@example.com");
        assertThat(mail.getFrom()[0]).hasToString("hookline@example.com");
        assertThat(mail.getContentType()).startsWith("text/plain");
        assertThat(mail.getContent().toString()).contains(webhook).doesNotContain("/hook");

        one.patch(token, path(webhook), "{\"active\": true}").expect(200);

        assertThat(two.get(token, path(webhook)).json().get("health").toString())
                .contains("\"status\":\"active\",\"reason\":null,\"failingSince\":null");
    }

    @Test
    void keepsTheWarningOfALaterHour() {
        String webhook = one.webhook(token, "*");
        Instant start = now();
        report(Stream.of(attempt(webhook, start, "failed")));
        eventually().untilAsserted(() -> assertThat(mails(webhook)).hasSize(1));
        report(Stream.of(attempt(webhook, start.plusMillis(1), "delivered")));
        eventually().untilAsserted(() -> assertThat(told(webhook)).endsWith("webhook.recovered"));

        report(Stream.of(attempt(webhook, start.plusMillis(2), "failed")));

        eventually().untilAsserted(() -> assertThat(told(webhook)).endsWith("webhook.failing"));
        assertThat(rows("""
                select count(*) from notice where subscription_id = :webhook and sent_at is null
                    and next_try > now() + interval '50 minutes'""", webhook)).isOne();
        update("update notice set next_try = now() where subscription_id = :webhook and sent_at is null", webhook);
        eventually().untilAsserted(() -> assertThat(mails(webhook)).hasSize(2));
    }

    @Test
    void doesNotTellOfDeliveriesOfItsOwnEvents() {
        String webhook = one.webhook(token, "webhook.*");
        Instant start = now();
        report(Stream.of("webhook.failing", "webhook.disabled", "webhook.recovered", "webhook.delivery_exhausted")
                .map(type -> DeliveryAttempted.newBuilder(attempt(webhook, start, "failed"))
                        .setEventType(type)
                        .build()));

        eventually().untilAsserted(() -> assertThat(told(webhook)).contains("webhook.failing"));

        String last = "webhook.test";
        report(Stream.of(DeliveryAttempted.newBuilder(attempt(webhook, start.plusMillis(1), "failed"))
                .setEventType(last)
                .build()));
        eventually().untilAsserted(() -> assertThat(told(webhook)).endsWith("webhook.delivery_exhausted"));
        assertThat(told(webhook)).containsExactly("webhook.failing", "webhook.delivery_exhausted");
    }

    @Test
    void writesEventsThatDispatchCanTellApart() {
        String webhook = one.webhook(token, "*");
        Instant start = now();

        report(Stream.of(attempt(webhook, start, "gone")));

        eventually().untilAsserted(() -> assertThat(events(webhook)).hasSize(1));
        ConsumerRecord<String, byte[]> event = events(webhook).getFirst();
        assertThat(event.key()).isEqualTo(workspace + ":" + webhook);
        assertThat(header(event, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(event, "ce_type")).isEqualTo("webhook.disabled");
        assertThat(header(event, "ce_source")).isEqualTo("/registry-service");
        assertThat(header(event, "ce_subject")).isEqualTo(webhook);
        assertThat(header(event, "ce_workspace")).isEqualTo(workspace);
        assertThat(header(event, "content-type")).isEqualTo("application/avro");
        assertThat(Instant.parse(header(event, "ce_time"))).isAfterOrEqualTo(start.minusSeconds(60));
        assertThat(event.headers().lastHeader("ce_subscription")).isNull();
        assertThat(Wire.decodedGenerically(event).toString())
                .contains("\"reason\": \"gone\"", "\"failingSince\": null", "https://example.com/hook");
        assertThat(one.get(token, path(webhook))
                        .json()
                        .get("health")
                        .get("reason")
                        .asString())
                .isEqualTo("gone");
        eventually().untilAsserted(() -> assertThat(mails(webhook))
                .extracting(WebhookHealthIT::subject)
                .containsExactly("Webhook " + webhook + " was disabled (example.com)"));
    }

    @Test
    void forgetsTheHealthOfADeletedWebhook() {
        String webhook = one.webhook(token, "*");
        report(Stream.of(attempt(webhook, now(), "delivered")));
        eventually().untilAsserted(() -> assertThat(one.get(token, path(webhook))
                        .json()
                        .get("health")
                        .get("lastSuccessAt")
                        .isNull())
                .isFalse());

        one.send("DELETE", token, path(webhook), null).expect(204);

        assertThat(rows("select count(*) from webhook_health where subscription_id = :webhook", webhook))
                .isZero();
    }

    @Test
    void beginsAfreshAtANewAddress() {
        String webhook = one.webhook(token, "*");
        report(Stream.of(attempt(webhook, now(), "failed")));
        eventually()
                .untilAsserted(() ->
                        assertThat(one.get(token, path(webhook)).text("status")).isEqualTo("failing"));

        JsonNode moved = one.patch(token, path(webhook), "{\"url\": \"https://example.org/other\"}")
                .expect(200)
                .json();

        assertThat(moved.get("status").asString()).isEqualTo("active");
        assertThat(moved.get("health").get("failingSince").isNull()).isTrue();
    }

    @Test
    void losesNoMailAndHoldsNothingUpWhileTheMailServerIsAway() {
        int port = Ports.free();
        try (RunningRegistry registry = RunningRegistry.start(Parts.database("mailless"), settings(port))) {
            String own = registry.newWorkspace();
            String ownToken = registry.token(own);
            registry.patch(
                            RunningRegistry.ADMIN,
                            "/api/v1/workspaces/" + own,
                            "{\"contactEmail\": \"away@example.com\"}")
                    .expect(200);
            String early = registry.webhook(ownToken, "*");
            report(Stream.of(attempt(early, now(), "failed")));
            eventually()
                    .untilAsserted(() -> assertThat(metric(registry, "hookline_mails_tried_total{result=\"failed\"}"))
                            .isGreaterThanOrEqualTo(2));
            sql(registry, "update notice set created_at = now() - interval '25 hours' where subscription_id = :webhook")
                    .bind("webhook", early)
                    .then()
                    .block();
            eventually()
                    .untilAsserted(() -> assertThat(metric(registry, "hookline_mails_tried_total{result=\"given_up\"}"))
                            .isOne());
            String late = registry.webhook(ownToken, "*");
            report(Stream.of(attempt(late, now(), "failed")));
            eventually().untilAsserted(() -> assertThat(
                            registry.get(ownToken, path(late)).text("status"))
                    .isEqualTo("failing"));

            GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            back.start();
            try {
                eventually().untilAsserted(() -> assertThat(back.getReceivedMessages())
                        .extracting(WebhookHealthIT::subject)
                        .containsExactly("Webhook " + late + " is failing (example.com)"));
            } finally {
                back.stop();
            }
        }
    }

    private static Map<String, String> settings(int smtpPort) {
        return Map.of(
                "HOOKLINE_SMTP_HOST", "127.0.0.1",
                "HOOKLINE_SMTP_PORT", Integer.toString(smtpPort),
                "HOOKLINE_SMTP_FROM", "hookline@example.com",
                "HOOKLINE_SMTP_STARTTLS", "false",
                "registry.health-interval", "50ms",
                "registry.smtp.retry-after", "100ms");
    }

    private static DeliveryAttempted attempt(String webhook, Instant startedAt, String status) {
        boolean gone = status.equals("gone");
        return DeliveryAttempted.newBuilder()
                .setDeliveryId(IDS.next("dlv_"))
                .setSubscriptionId(webhook)
                .setWorkspaceId("ws_any")
                .setEventId("evt_1")
                .setEventType("post.published")
                .setSourceTopic("events.publishing.v1")
                .setSourcePartition(3)
                .setSourceOffset(17)
                .setAttempt(6)
                .setRequestedAt(startedAt)
                .setStartedAt(startedAt)
                .setDurationMs(1)
                .setOutcome(AttemptOutcome.newBuilder()
                        .setKind(status.equals("delivered") ? "delivered" : gone ? "gone" : "retryable")
                        .setStatusCode(status.equals("delivered") ? 200 : gone ? 410 : 503)
                        .build())
                .setDeliveryStatus(gone ? "rejected" : status)
                .build();
    }

    private static void report(Stream<DeliveryAttempted> attempts) {
        Wire.write(attempts.map(
                        attempt -> new ProducerRecord<>(TOPIC, attempt.getDeliveryId(), Wire.encoded(TOPIC, attempt)))
                .toList());
    }

    /** Later than the creation of whatever webhook was made before. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
    }

    private static void beginEarlier(String webhook, Duration earlier) {
        update(
                "update subscription set status_since = status_since - interval '" + earlier.toDays()
                        + " days' where id = :webhook",
                webhook);
    }

    /** As if all that is known had happened earlier, and attempts had gone on failing. */
    private static void letPass(String webhook, Duration time) {
        update(
                "update webhook_health set failing_since = failing_since - interval '" + time.toHours()
                        + " hours', review_at = now() where subscription_id = :webhook",
                webhook);
    }

    private static void update(String sql, String webhook) {
        sql(one, sql).bind("webhook", webhook).then().block();
    }

    private static long rows(String sql, String webhook) {
        return Objects.requireNonNull(sql(one, sql)
                .bind("webhook", webhook)
                .mapValue(Long.class)
                .one()
                .block());
    }

    private static DatabaseClient.GenericExecuteSpec sql(RunningRegistry registry, String sql) {
        return registry.context().getBean(DatabaseClient.class).sql(sql);
    }

    private static List<String> told(String webhook) {
        return events(webhook).stream().map(event -> header(event, "ce_type")).toList();
    }

    /** The percentages of the warnings after the first. */
    private static List<Integer> warnings(String webhook) {
        return events(webhook).stream()
                .filter(event -> header(event, "ce_type").equals("webhook.failing"))
                .map(event -> (Integer) Wire.decodedGenerically(event).get("percentUntilDisabled"))
                .filter(percent -> percent > 0)
                .toList();
    }

    private static List<ConsumerRecord<String, byte[]>> events(String webhook) {
        return Wire.all(EVENTS).stream()
                .filter(event -> header(event, "ce_subject").equals(webhook))
                .toList();
    }

    private static List<MimeMessage> mails(String webhook) {
        return Stream.of(MAIL.getReceivedMessages())
                .filter(mail -> subject(mail).contains(webhook))
                .toList();
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static double metric(RunningRegistry registry, String name) {
        return registry.get(null, "/actuator/prometheus")
                .expect(200)
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String path(String webhook) {
        return "/api/v1/webhooks/" + webhook;
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return record.headers().lastHeader(name) == null
                ? ""
                : new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
