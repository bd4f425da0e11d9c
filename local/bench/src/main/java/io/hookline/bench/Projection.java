package io.hookline.bench;

import io.hookline.delivery.AttemptOutcome;
import io.hookline.delivery.DeliveryAttempted;
import io.hookline.local.Stack;
import io.hookline.schemas.SchemaRegistry;
import io.hookline.schemas.Topics;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/** What registry-service takes in of what dispatch-service reports: a backlog of attempts into PostgreSQL. */
final class Projection implements Scenario {
    private static final int ATTEMPTS = 300_000;
    private static final int ENDPOINTS = 20;
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final String TOPIC = Topics.DELIVERIES_ATTEMPTS.topicName();

    private List<String> webhooks = List.of();

    @Override
    public String name() {
        return "projection";
    }

    @Override
    public String conditions() {
        return String.format(
                "`deliveries.attempts.v1` is filled with %,d attempts, each the first of its delivery, of %d webhooks; from then "
                        + "on until registry-service has committed all of them to PostgreSQL, which flushes to disk on each "
                        + "commit. The API is asked afterwards whether they are there.",
                ATTEMPTS, ENDPOINTS);
    }

    @Override
    public String goal() {
        return "≥ 20,000 attempts/s";
    }

    @Override
    public void measure(Lab lab, Round round) throws Exception {
        if (round.isWarmUp()) {
            webhooks = lab.webhooks(lab.sink().url("/fast/"), ENDPOINTS, "crisis.detected");
        }
        int attempts = round.scaled(ATTEMPTS);
        SystemUnderTest system = lab.system();
        double recordedBefore = lab.attemptsTakenIn();
        long shownBefore = lab.recorded(webhooks.getFirst());
        fill(system, "p" + round.number() + "-", attempts);
        Map<String, Duration> before = system.cpu();
        double atBegin = lab.attemptsTakenIn();
        long begin = System.nanoTime();
        // Each look costs registry-service some milliseconds.
        while (lab.attemptsTakenIn() - recordedBefore < attempts && System.nanoTime() - begin < LONGEST.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(250);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        int measured = (int) Math.round(lab.attemptsTakenIn() - atBegin);
        round.figure("attempts/s", measured / seconds);
        round.figure("attempts measured", measured);
        round.processorTime(before, system.cpu(), measured);
        round.figure("shown by the API, of one webhook", (double) (lab.recorded(webhooks.getFirst()) - shownBefore));
    }

    private void fill(SystemUnderTest system, String prefix, int count) {
        URI registry = URI.create(system.variable("HOOKLINE_SCHEMA_REGISTRY_URL"));
        try (Serializer<Object> serializer =
                        SchemaRegistry.of(registry, "apicurio").serializer();
                BulkProducer producer = new BulkProducer(system.variable("HOOKLINE_KAFKA"))) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            for (int i = 0; i < count; i++) {
                DeliveryAttempted attempt = attempt(prefix + i, webhooks.get(i % webhooks.size()), i, now);
                byte[] key = attempt.getDeliveryId().getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(TOPIC, key, serializer.serialize(TOPIC, attempt)));
            }
            producer.flush();
        }
    }

    private static DeliveryAttempted attempt(String id, String webhook, int offset, Instant now) {
        return DeliveryAttempted.newBuilder()
                .setDeliveryId("dlv_" + id)
                .setSubscriptionId(webhook)
                .setWorkspaceId(Stack.WORKSPACE)
                .setEventId("evt_" + id)
                .setEventType("crisis.detected")
                .setSourceTopic(Topics.EVENTS_LISTENING.topicName())
                .setSourcePartition(offset % Topics.EVENTS_LISTENING.partitions())
                .setSourceOffset(offset)
                .setAttempt(1)
                .setRequestedAt(now)
                .setStartedAt(now.plusMillis(3))
                .setDurationMs(12)
                .setConnectMs(1L)
                .setFirstByteMs(11L)
                .setOutcome(AttemptOutcome.newBuilder()
                        .setKind("delivered")
                        .setStatusCode(204)
                        .build())
                .setDeliveryStatus("delivered")
                .setRemoteAddress("203.0.113.7:443")
                .setResponseHeaders(Map.of("date", "Wed, 10 Jan 2024 12:00:00 GMT", "server", "nginx"))
                .build();
    }
}
