package io.hookline.dispatch.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.delivery.AttemptOutcome;
import io.hookline.dispatch.ManualTimer;
import io.hookline.schemas.Topics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecordPublisherTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final AttemptOutcome VALUE = new AttemptOutcome("delivered", 200, null, null);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final ManualTimer timer = new ManualTimer();
    private final AtomicInteger registryFailures = new AtomicInteger();
    private final RecordPublisher publisher = new RecordPublisher(producer, serializer(), timer);

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void completesWhenKafkaHasTheRecord() {
        CompletableFuture<Void> acknowledged = publisher.publish(Topics.DELIVERIES, "wh_1", VALUE);
        untilSent(1);
        assertThat(acknowledged).isNotDone();

        producer.completeNext();

        await().atMost(LIMIT).until(acknowledged::isDone);
        assertThat(producer.history().getFirst().topic()).isEqualTo("deliveries.v1");
        assertThat(producer.history().getFirst().key()).isEqualTo("wh_1".getBytes(UTF_8));
    }

    @Test
    void writesAgainWhatKafkaDidNotTake() throws Exception {
        CompletableFuture<Void> acknowledged = publisher.publish(Topics.DELIVERIES, "wh_1", VALUE);
        untilSent(1);

        producer.errorNext(new TimeoutException("The broker is away"));
        timer.fireAll();
        untilSent(2);
        producer.completeNext();

        await().atMost(LIMIT).until(acknowledged::isDone);
        assertThat(acknowledged).isCompletedWithValue(null);
    }

    @Test
    void triesAgainWhenTheSchemaRegistryIsAway() throws Exception {
        registryFailures.set(1);
        CompletableFuture<Void> acknowledged = publisher.publish(Topics.DELIVERIES, "wh_1", VALUE);
        await().atMost(LIMIT).until(() -> timer.pending() == 1);

        timer.fireAll();
        untilSent(1);
        producer.completeNext();

        await().atMost(LIMIT).until(acknowledged::isDone);
    }

    private void untilSent(int records) {
        await().atMost(LIMIT).until(() -> producer.history().size() == records);
    }

    private Serializer<Object> serializer() {
        return (_, value) -> {
            if (registryFailures.getAndDecrement() > 0) {
                throw new IllegalStateException("The registry is away");
            }
            return value.toString().getBytes(UTF_8);
        };
    }
}
