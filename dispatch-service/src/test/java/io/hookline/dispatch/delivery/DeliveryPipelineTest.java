package io.hookline.dispatch.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.dispatch.DispatchProperties;
import io.hookline.dispatch.ManualTimer;
import io.hookline.dispatch.Properties;
import io.hookline.dispatch.TestClock;
import io.hookline.dispatch.delivery.DeliveryOutcome.Cause;
import io.hookline.dispatch.delivery.DeliveryOutcome.Deferred;
import io.hookline.dispatch.delivery.DeliveryOutcome.Delivered;
import io.hookline.dispatch.delivery.DeliveryOutcome.Discarded;
import io.hookline.dispatch.delivery.DeliveryOutcome.Expired;
import io.hookline.dispatch.delivery.DeliveryOutcome.Rejected;
import io.hookline.dispatch.delivery.DeliveryOutcome.Retryable;
import io.hookline.dispatch.endpoint.Endpoints;
import io.hookline.dispatch.endpoint.Permits;
import io.hookline.dispatch.sending.Exchange;
import io.hookline.dispatch.sending.SignedRequest;
import io.hookline.dispatch.signing.SigningSecret;
import io.hookline.dispatch.subscription.Credentials;
import io.hookline.dispatch.subscription.EventPatterns;
import io.hookline.dispatch.subscription.Subscription;
import io.hookline.dispatch.subscription.SubscriptionLookup;
import io.hookline.dispatch.subscription.WorkspaceId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The policies as they are assembled, before a sender that answers when a test says so. */
final class DeliveryPipelineTest {
    private static final String URL = "https://customer.example/hook";

    private final TestClock clock = new TestClock();
    private final ManualTimer timer = new ManualTimer();
    private final List<SignedRequest> sent = new ArrayList<>();
    private final List<Sinks.One<Exchange>> answers = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DispatchProperties settings = Properties.with(Map.of(
            "in-flight", "4",
            "in-flight-per-endpoint", "2",
            "waiting-per-endpoint", "1",
            "version", "1.2.3"));

    @Test
    void sendsASignedRequest() {
        CompletableFuture<DeliveryOutcome> outcome = deliver(pipeline(subscription()), Deliveries.of(3, Lane.LATER));

        answer(0, 204);

        assertThat(outcome.join()).isInstanceOf(Delivered.class);
        assertThat(sent.getFirst().url()).isEqualTo(URI.create(URL));
        assertThat(sent.getFirst().headers())
                .containsEntry("Authorization", "Bearer abc")
                .containsEntry("Content-Type", "application/json")
                .containsEntry("User-Agent", "Hookline/1.2.3")
                .containsEntry("X-Webhook-Event", "post.published")
                .containsEntry("X-Webhook-Attempt", "3")
                .containsEntry("webhook-id", "evt_1")
                .containsEntry("webhook-timestamp", "1768471200")
                .containsEntry("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .containsKeys("X-Webhook-Delivery", "X-Webhook-Signature", "webhook-signature");
        assertThat(meters.counter("hookline.deliveries.attempts", "outcome", "delivered")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void discardsWhatNobodyWantsAnyMore() {
        assertThat(deliver(pipeline(null), Deliveries.first()))
                .isCompletedWithValue(new Discarded(Reason.SUBSCRIPTION_DELETED));
        assertThat(deliver(pipeline(inactive()), Deliveries.first()))
                .isCompletedWithValue(new Discarded(Reason.SUBSCRIPTION_INACTIVE));
        assertThat(sent).isEmpty();
    }

    @Test
    void letsOldDeliveriesExpire() {
        DeliveryPipeline pipeline = pipeline(subscription());

        clock.advance(Duration.ofDays(3).plusSeconds(1));

        assertThat(deliver(pipeline, Deliveries.first())).isCompletedWithValue(new Expired());
    }

    @Test
    void attemptsARedeliveryHoweverOldItsEventIs() {
        DeliveryPipeline pipeline = pipeline(subscription());
        clock.advance(Duration.ofDays(30));
        Delivery redelivery = Deliveries.redelivery(7, 6, clock.instant());

        deliver(pipeline, redelivery);

        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().headers()).containsEntry("X-Webhook-Attempt", "7");

        clock.advance(Duration.ofDays(3).plusSeconds(1));
        assertThat(deliver(pipeline, redelivery)).isCompletedWithValue(new Expired());
    }

    @Test
    void sendsNothingUnsigned() {
        assertThat(deliver(pipeline(withoutCredentials()), Deliveries.first()))
                .isCompletedWithValue(new Discarded(Reason.SECRET_UNAVAILABLE));
        assertThat(sent).isEmpty();
    }

    @Test
    void rejectsPlainHttpAndWhatIsNoHost() {
        for (String url : List.of(
                "http://customer.example/", "ftp://customer.example/", "https:///x", "https://u:p@a.example/")) {
            assertThat(deliver(pipeline(at(url)), Deliveries.first()).join())
                    .asInstanceOf(InstanceOfAssertFactories.type(Rejected.class))
                    .extracting(Rejected::reason)
                    .isEqualTo(Reason.ADDRESS_NOT_ALLOWED);
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void defersWhatABusyEndpointHasNoRoomFor() throws Exception {
        DeliveryPipeline pipeline = pipeline(subscription());
        List<CompletableFuture<DeliveryOutcome>> outcomes = deliver(pipeline, Lane.FIRST, 4);

        assertThat(sent).hasSize(2);
        assertThat(outcomes.get(2)).isNotDone();
        assertDeferred(outcomes.get(3), Cause.ENDPOINT_BUSY);

        answer(0, 200);
        assertThat(sent).hasSize(3);

        CompletableFuture<DeliveryOutcome> impatient = deliver(pipeline, Deliveries.first());
        timer.fireAll();
        assertDeferred(impatient, Cause.ENDPOINT_BUSY);
    }

    @Test
    void keepsHalfOfTheCapacityForFirstAttempts() {
        Capacity capacity = new Capacity(4, timer, System::nanoTime);

        deliver(pipeline(at("https://a.example/"), capacity), Lane.LATER, 2);
        deliver(pipeline(at("https://b.example/"), capacity), Lane.LATER, 2);
        assertThat(sent).as("retries that are out").hasSize(2);

        deliver(pipeline(at("https://c.example/"), capacity), Lane.FIRST, 2);
        assertThat(sent).as("with first attempts, which did not wait").hasSize(4);
    }

    @Test
    void letsNoStormOfRetriesHoldThePlacesOfFirstAttempts() {
        Capacity capacity = new Capacity(4, timer, System::nanoTime);
        deliver(pipeline(at("https://a.example/"), capacity), Lane.LATER, 2);
        DeliveryPipeline endpoint = pipeline(at("https://b.example/"), capacity);

        List<CompletableFuture<DeliveryOutcome>> outcomes = deliver(endpoint, Lane.LATER, 2);
        assertThat(outcomes.getFirst()).isNotDone();
        assertDeferred(outcomes.getLast(), Cause.CAPACITY);

        deliver(endpoint, Lane.FIRST, 1);
        assertThat(sent).as("two retries and a first attempt").hasSize(3);
    }

    @Test
    void keepsToTheRateOfTheSubscription() {
        DeliveryPipeline pipeline = pipeline(limitedTo(1));

        deliver(pipeline, Lane.FIRST, 1);

        assertDeferred(deliver(pipeline, Deliveries.first()), Cause.RATE_LIMIT);
    }

    @Test
    void leavesAFailingEndpointAloneAndProbesItLater() {
        DeliveryPipeline pipeline = pipeline(subscription());
        deliver(pipeline, Lane.FIRST, 2);
        answer(0, 500);
        answer(1, 500);

        assertDeferred(deliver(pipeline, Deliveries.first()), Cause.CIRCUIT_OPEN);

        clock.advance(Duration.ofSeconds(31));
        deliver(pipeline, Lane.FIRST, 1);
        assertThat(sent).hasSize(3);
    }

    @Test
    void leavesAnEndpointAloneAfterAFewFailuresHoweverBusyItWas() {
        DeliveryPipeline pipeline = pipeline(subscription());
        for (int i = 0; i < 106; i++) {
            deliver(pipeline, Lane.FIRST, 1);
            answer(i, i < 100 ? 200 : 500);
        }

        assertDeferred(deliver(pipeline, Deliveries.first()), Cause.CIRCUIT_OPEN);
    }

    @Test
    void takesARefusalForASignOfHealth() {
        DeliveryPipeline pipeline = pipeline(subscription());
        for (int i = 0; i < 10; i++) {
            deliver(pipeline, Lane.FIRST, 1);
            answer(i, 400);
        }

        assertThat(sent).hasSize(10);
    }

    @Test
    void makesARetryOfWhateverWasNotForeseen() {
        SubscriptionLookup broken = _ -> Mono.error(new IllegalStateException("A bug"));
        DeliveryPipeline pipeline = assemble(broken, new Capacity(4, timer, System::nanoTime));

        assertThat(deliver(pipeline, Deliveries.first()).join())
                .isInstanceOfSatisfying(
                        Retryable.class, outcome -> assertThat(outcome.reason()).isEqualTo(Reason.INTERNAL_ERROR));
    }

    private DeliveryPipeline pipeline(@Nullable Subscription subscription) {
        return pipeline(subscription, new Capacity(settings.inFlight(), timer, System::nanoTime));
    }

    private DeliveryPipeline pipeline(@Nullable Subscription subscription, Capacity capacity) {
        return assemble(_ -> Mono.justOrEmpty(subscription), capacity);
    }

    private DeliveryPipeline assemble(SubscriptionLookup lookup, Capacity capacity) {
        Permits.Waiting waiting = new Permits.Waiting(settings.waitingPerEndpoint(), settings.patience());
        Endpoints endpoints = new Endpoints(
                settings.inFlightPerEndpoint(), waiting, settings.breakerWait(), timer, System::nanoTime, clock);
        DeliveryMetrics metrics = new DeliveryMetrics(meters);
        return DeliveryPipeline.assemble(settings, lookup, endpoints, capacity, this::send, metrics, clock);
    }

    private Mono<Exchange> send(SignedRequest request) {
        Sinks.One<Exchange> answer = Sinks.one();
        sent.add(request);
        answers.add(answer);
        return answer.asMono();
    }

    private void answer(int request, int status) {
        Exchange.Answer answer = new Exchange.Answer(status, Map.of(), "");
        answers.get(request)
                .tryEmitValue(new Exchange(clock.instant(), Duration.ofMillis(5), null, null, null, answer))
                .orThrow();
    }

    private static void assertDeferred(CompletableFuture<DeliveryOutcome> outcome, Cause cause) {
        assertThat(outcome)
                .isCompletedWithValueMatching(value -> value instanceof Deferred deferred && deferred.cause() == cause);
    }

    private static CompletableFuture<DeliveryOutcome> deliver(DeliveryPipeline pipeline, Delivery delivery) {
        return pipeline.deliver(delivery).toFuture();
    }

    private static List<CompletableFuture<DeliveryOutcome>> deliver(DeliveryPipeline pipeline, Lane lane, int times) {
        List<CompletableFuture<DeliveryOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            outcomes.add(deliver(pipeline, Deliveries.of(1, lane)));
        }
        return outcomes;
    }

    private static Subscription subscription() {
        return at(URL);
    }

    private static Subscription at(String url) {
        return subscription(url, true, credentials(), null);
    }

    private static Subscription inactive() {
        return subscription(URL, false, credentials(), null);
    }

    private static Subscription withoutCredentials() {
        return subscription(URL, true, null, null);
    }

    private static Subscription limitedTo(int perSecond) {
        return subscription(URL, true, credentials(), perSecond);
    }

    private static Credentials credentials() {
        return new Credentials(List.of(SigningSecret.of("secret", null)), Map.of("Authorization", "Bearer abc"));
    }

    private static Subscription subscription(
            String url, boolean active, @Nullable Credentials credentials, @Nullable Integer rateLimit) {
        return new Subscription(
                Deliveries.SUBSCRIPTION,
                new WorkspaceId("ws_1"),
                1,
                URI.create(url),
                EventPatterns.of(List.of("*")),
                active,
                credentials,
                rateLimit,
                null);
    }
}
