package io.hookline.dispatch.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.delivery.DeliveryRequested;
import io.hookline.dispatch.ManualTimer;
import io.hookline.dispatch.TestClock;
import io.hookline.dispatch.kafka.DeadLetters;
import io.hookline.dispatch.kafka.Handling;
import io.hookline.dispatch.kafka.RecordDecoder;
import io.hookline.dispatch.kafka.RecordPublisher;
import io.hookline.dispatch.retry.RetryPolicy;
import io.hookline.dispatch.retry.RetryTopics;
import io.hookline.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

final class DeliveryListenerTest {
    private static final List<Duration> DELAYS = List.of(Duration.ofMinutes(1));
    /** Two retries may be out, and one may wait. */
    private static final int IN_FLIGHT = 4;

    private final TestClock clock = new TestClock();
    private final Capacity capacity = new Capacity(IN_FLIGHT, new ManualTimer(), System::nanoTime);
    private final Sinks.One<DeliveryOutcome> answer = Sinks.one();
    private final RecordPublisher publisher = new RecordPublisher(
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
            (topic, value) -> value.toString().getBytes(UTF_8),
            new ManualTimer());

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void leavesRetriesOnTheirTopicWhileThereIsNoRoomForThem() {
        DeliveryListener retries = listener(Lane.LATER);
        List<Handling> begun = Stream.generate(() -> begin(retries)).limit(3).toList();

        Handling tooMany = begin(retries);

        assertThat(begun).hasOnlyElementsOfType(Handling.Begun.class);
        assertThat(tooMany).isInstanceOfSatisfying(Handling.NotBefore.class, held -> assertThat(held.instant())
                .isAfter(clock.instant())
                .isBefore(clock.instant().plusSeconds(1)));
    }

    @Test
    void takesRetriesAgainOnceThereIsRoom() {
        DeliveryListener retries = listener(Lane.LATER);
        Stream.generate(() -> begin(retries)).limit(3).forEach(handling -> {});

        answer.tryEmitValue(new DeliveryOutcome.Discarded(Reason.SUBSCRIPTION_DELETED));

        assertThat(begin(retries)).isInstanceOf(Handling.Begun.class);
    }

    @Test
    void letsFirstAttemptsWaitForRoomInMemory() {
        DeliveryListener first = listener(Lane.FIRST);

        List<Handling> begun = Stream.generate(() -> begin(first)).limit(10).toList();

        assertThat(begun).hasOnlyElementsOfType(Handling.Begun.class);
    }

    private DeliveryListener listener(Lane lane) {
        DeliveryRequested requested = DeliveryRecords.write(Deliveries.of(1, lane));
        DeliveryPipeline pipeline = delivery -> capacity.during(delivery.lane(), answer::asMono)
                .switchIfEmpty(Mono.error(() -> new AssertionError("refused")));
        return new DeliveryListener(
                lane,
                Stay.NONE,
                new RecordDecoder<>((_, _) -> requested, DeliveryRequested.class),
                pipeline,
                capacity,
                new OutcomeRouter(
                        new DeliveryPublisher(publisher, publisher),
                        new RetryPolicy(DELAYS, () -> 0),
                        new RetryTopics(DELAYS),
                        Duration.ofSeconds(5),
                        clock),
                new DeadLetters(publisher),
                clock);
    }

    private static Handling begin(DeliveryListener listener) {
        return listener.begin(new ConsumerRecord<>(Topics.DELIVERIES.topicName(), 0, 0, new byte[0], new byte[0]));
    }
}
