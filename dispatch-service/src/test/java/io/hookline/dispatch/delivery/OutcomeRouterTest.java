package io.hookline.dispatch.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.delivery.DeliveryAttempted;
import io.hookline.delivery.DeliveryRequested;
import io.hookline.dispatch.ManualTimer;
import io.hookline.dispatch.TestClock;
import io.hookline.dispatch.delivery.DeliveryOutcome.Cause;
import io.hookline.dispatch.delivery.DeliveryOutcome.Deferred;
import io.hookline.dispatch.delivery.DeliveryOutcome.Delivered;
import io.hookline.dispatch.delivery.DeliveryOutcome.Discarded;
import io.hookline.dispatch.delivery.DeliveryOutcome.Expired;
import io.hookline.dispatch.delivery.DeliveryOutcome.Gone;
import io.hookline.dispatch.delivery.DeliveryOutcome.Rejected;
import io.hookline.dispatch.delivery.DeliveryOutcome.Retryable;
import io.hookline.dispatch.kafka.RecordPublisher;
import io.hookline.dispatch.retry.RetryPolicy;
import io.hookline.dispatch.retry.RetryTopics;
import io.hookline.dispatch.sending.Exchange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OutcomeRouterTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final List<Duration> DELAYS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5));

    private final TestClock clock = new TestClock();
    private final List<Written> written = new CopyOnWriteArrayList<>();
    private final RecordPublisher publisher = new RecordPublisher(
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
            (topic, value) -> {
                written.add(new Written(topic, value));
                return value.toString().getBytes(UTF_8);
            },
            new ManualTimer());
    private final OutcomeRouter router = new OutcomeRouter(
            new DeliveryPublisher(publisher, publisher),
            new RetryPolicy(DELAYS, () -> 0),
            new RetryTopics(DELAYS),
            Duration.ofSeconds(5),
            clock);

    private record Written(String topic, Object value) {}

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void reportsWhatWasDelivered() {
        route(Deliveries.first(), new Delivered(answered(200)));

        assertThat(topics()).containsExactly("deliveries.attempts.v1");
        assertThat(report().getDeliveryStatus()).isEqualTo("delivered");
        assertThat(report().getDurationMs()).isEqualTo(120);
        assertThat(report().getResponseBody()).isEqualTo("hello");
        assertThat(report().getSourceOffset()).isEqualTo(42);
    }

    @Test
    void putsARetryOnTheTopicOfItsDelay() {
        route(Deliveries.of(2, Lane.LATER), new Retryable(Reason.HTTP_STATUS, answered(500), null));

        assertThat(topics()).containsExactlyInAnyOrder("deliveries.attempts.v1", "deliveries.retry.2.v1");
        DeliveryRequested next = delivery();
        assertThat(next.getAttempt()).isEqualTo(3);
        assertThat(next.getNotBefore()).isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
        assertThat(next.getLastOutcome().getStatusCode()).isEqualTo(500);
        assertThat(next.getBody()).isEqualTo(Deliveries.first().body());
        assertThat(report().getDeliveryStatus()).isEqualTo("retrying");
        assertThat(report().getNextAttemptAt()).isEqualTo(next.getNotBefore());
    }

    @Test
    void beginsTheScheduleAnewForARedelivery() {
        clock.advance(Duration.ofDays(10));

        route(Deliveries.redelivery(4, 3, clock.instant()), new Retryable(Reason.HTTP_STATUS, answered(500), null));

        assertThat(topics()).containsExactlyInAnyOrder("deliveries.attempts.v1", "deliveries.retry.1.v1");
        DeliveryRequested next = delivery();
        assertThat(next.getAttempt()).isEqualTo(5);
        assertThat(next.getAttemptsBefore()).isEqualTo(3);
        assertThat(next.getAskedAt()).isEqualTo(clock.instant());
        assertThat(next.getRequestedAt()).isEqualTo(Deliveries.REQUESTED);
        assertThat(next.getEntity()).isEqualTo("ws_1:post_1");
        assertThat(next.getNotBefore()).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
        assertThat(report().getAttempt()).isEqualTo(4);
    }

    @Test
    void buriesARedeliveryThatHasUsedUpItsRetriesAgain() {
        route(
                Deliveries.redelivery(6, 3, Deliveries.REQUESTED),
                new Retryable(Reason.HTTP_STATUS, answered(500), null));

        assertThat(topics()).containsExactlyInAnyOrder("deliveries.attempts.v1", "deliveries.dead.v1");
        assertThat(report().getAttempt()).isEqualTo(6);
    }

    @Test
    void takesARedeliveryForNoOlderThanTheWishForIt() {
        clock.advance(Duration.ofDays(10));

        route(Deliveries.redelivery(4, 3, clock.instant()), new Deferred(Cause.ENDPOINT_BUSY, Duration.ofSeconds(1)));

        assertThat(topics()).containsExactly("deliveries.deferred.v1");
        assertThat(delivery().getNotBefore()).isEqualTo(clock.instant().plusSeconds(5));
    }

    @Test
    void remembersWhenTheFirstAttemptBegan() {
        route(Deliveries.first(), new Retryable(Reason.HTTP_STATUS, answered(500), null));

        assertThat(delivery().getFirstAttemptAt()).isEqualTo(Deliveries.REQUESTED);
    }

    @Test
    void buriesWhatHasUsedUpItsRetries() {
        route(Deliveries.of(3, Lane.LATER), new Retryable(Reason.TIMEOUT, answered(500), null));

        assertThat(topics()).containsExactlyInAnyOrder("deliveries.attempts.v1", "deliveries.dead.v1");
        assertThat(report().getDeliveryStatus()).isEqualTo("failed");
        assertThat(delivery().getAttempt()).isEqualTo(3);
    }

    @Test
    void buriesWhatIsFinal() {
        route(Deliveries.first(), new Rejected(Reason.HTTP_STATUS, answered(404)));
        assertThat(report().getDeliveryStatus()).isEqualTo("rejected");
        written.clear();

        route(Deliveries.first(), new Gone(answered(410)));
        assertThat(report().getDeliveryStatus()).isEqualTo("rejected");
        assertThat(report().getOutcome().getKind()).isEqualTo("gone");
        written.clear();

        route(Deliveries.first(), new Expired());
        assertThat(report().getDeliveryStatus()).isEqualTo("failed");
        assertThat(topics()).contains("deliveries.dead.v1");
    }

    @Test
    void reportsWhatIsDiscardedAndNoMore() {
        route(Deliveries.first(), new Discarded(Reason.SUBSCRIPTION_DELETED));

        assertThat(topics()).containsExactly("deliveries.attempts.v1");
        assertThat(report().getDeliveryStatus()).isEqualTo("discarded");
        assertThat(report().getOutcome().getReason()).isEqualTo("subscription_deleted");
        assertThat(report().getDurationMs()).isZero();
    }

    @Test
    void defersWithoutCountingAnAttempt() {
        route(Deliveries.of(2, Lane.LATER), new Deferred(Cause.ENDPOINT_BUSY, Duration.ofSeconds(1)));

        assertThat(topics()).containsExactly("deliveries.deferred.v1");
        assertThat(delivery().getAttempt()).isEqualTo(2);
        assertThat(delivery().getNotBefore()).isEqualTo(clock.instant().plusSeconds(5));
    }

    @Test
    void defersUntilItIsItsTurn() {
        route(Deliveries.first(), new Deferred(Cause.ENDPOINT_BUSY, Duration.ofSeconds(42)));

        assertThat(topics()).containsExactly("deliveries.deferred.v1");
        assertThat(delivery().getNotBefore()).isEqualTo(clock.instant().plusSeconds(42));
    }

    @Test
    void waitsForItsTurnNoLongerThanForARetry() {
        route(Deliveries.first(), new Deferred(Cause.ENDPOINT_BUSY, Duration.ofMinutes(3)));

        assertThat(topics()).containsExactly("deliveries.retry.1.v1");
        assertThat(delivery().getNotBefore()).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
    }

    @Test
    void doesNotComeBackToABrokenEndpointSoon() {
        route(Deliveries.first(), new Deferred(Cause.CIRCUIT_OPEN, Duration.ZERO));

        assertThat(topics()).containsExactly("deliveries.retry.1.v1");
        assertThat(delivery().getNotBefore()).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
    }

    @Test
    void defersTheOldForLonger() {
        clock.advance(Duration.ofHours(1));

        route(Deliveries.first(), new Deferred(Cause.ENDPOINT_BUSY, Duration.ZERO));

        assertThat(topics()).containsExactly("deliveries.retry.2.v1");
        assertThat(delivery().getAttempt()).isEqualTo(1);
        assertThat(delivery().getNotBefore()).isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
    }

    @Test
    void keepsTheRestOfAWaitThatNoRetryTopicIsShortEnoughForOnTheDeferredTopic() {
        CompletableFuture<Void> sentOn =
                router.sendOn(Deliveries.first(), clock.instant().plusSeconds(24));
        await().atMost(LIMIT).until(sentOn::isDone);

        assertThat(topics()).containsExactly("deliveries.deferred.v1");
    }

    private void route(Delivery delivery, DeliveryOutcome outcome) {
        CompletableFuture<Void> routed = router.route(delivery, outcome);
        await().atMost(LIMIT).until(routed::isDone);
    }

    private List<String> topics() {
        return written.stream().map(Written::topic).toList();
    }

    private DeliveryAttempted report() {
        return only(DeliveryAttempted.class);
    }

    private DeliveryRequested delivery() {
        return only(DeliveryRequested.class);
    }

    private <T> T only(Class<T> type) {
        return written.stream()
                .map(Written::value)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Exchange answered(int status) {
        return new Exchange(
                Deliveries.REQUESTED,
                Duration.ofMillis(120),
                null,
                Duration.ofMillis(7),
                "192.0.2.1:443",
                new Exchange.Answer(status, Map.of("server", "test"), "hello"));
    }
}
