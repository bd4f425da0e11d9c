package io.hookline.dispatch.delivery;

import io.hookline.delivery.DeliveryRequested;
import io.hookline.dispatch.DispatchProperties;
import io.hookline.dispatch.Properties;
import io.hookline.dispatch.ShortBenchmark;
import io.hookline.dispatch.endpoint.Endpoints;
import io.hookline.dispatch.endpoint.Permits;
import io.hookline.dispatch.kafka.DeadLetters;
import io.hookline.dispatch.kafka.Handling;
import io.hookline.dispatch.kafka.InstantKafka;
import io.hookline.dispatch.kafka.RecordDecoder;
import io.hookline.dispatch.retry.RetryPolicy;
import io.hookline.dispatch.retry.RetryTopics;
import io.hookline.dispatch.sending.Exchange;
import io.hookline.dispatch.subscription.Subscribed;
import io.hookline.dispatch.subscription.Subscription;
import io.hookline.parts.Parts;
import io.hookline.schemas.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.util.HashedWheelTimer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Mono;

/** All of a delivery but HTTP and Kafka: endpoints answer at once, and so does the broker. */
public class DeliveryBenchmark extends ShortBenchmark {
    private static final int RECORDS = 1_000;

    private final Clock clock = Clock.systemUTC();
    private final HashedWheelTimer timer = new HashedWheelTimer();
    private final InstantKafka kafka = new InstantKafka();
    private final Deserializer<SpecificRecord> deserializer =
            Parts.schemaRegistry().specificDeserializer();
    private final Subscription subscription =
            Subscribed.subscription(1, "ws_6512bd43d9caa6e02c990b0a82652dca", List.of("*"));
    private final Delivery delivery = BenchmarkedDeliveries.delivery(subscription.id());
    private final DeliveryPipeline pipeline = pipeline(Properties.with(Map.of()));
    private final DeliveryListener listener = listener();
    private final ConsumerRecord<byte[], byte[]> record = record();

    /** Every policy, from the delivery to its outcome. */
    @Benchmark
    public @Nullable DeliveryOutcome throughAllPolicies() {
        return pipeline.deliver(delivery).toFuture().join();
    }

    /** The same, from the delivery's record to the acknowledged report. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void fromRecordToReport() {
        List<Handling> handlings = new ArrayList<>(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            handlings.add(listener.begin(record));
        }
        kafka.await(handlings);
    }

    private DeliveryPipeline pipeline(DispatchProperties settings) {
        Permits.Waiting waiting = new Permits.Waiting(settings.waitingPerEndpoint(), settings.patience());
        Exchange.Answer answer = new Exchange.Answer(204, Map.of("date", "Thu, 15 Jan 2026 10:00:00 GMT"), "");
        return DeliveryPipeline.assemble(
                settings,
                _ -> Mono.just(subscription),
                new Endpoints(
                        settings.inFlightPerEndpoint(),
                        waiting,
                        settings.breakerWait(),
                        timer,
                        System::nanoTime,
                        clock),
                new Capacity(settings.inFlight(), timer, System::nanoTime),
                _ -> Mono.just(new Exchange(
                        clock.instant(), Duration.ofMillis(5), null, Duration.ofMillis(4), "192.0.2.1:443", answer)),
                new DeliveryMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)),
                clock);
    }

    private DeliveryListener listener() {
        List<Duration> delays = List.of(Duration.ofMinutes(1));
        return new DeliveryListener(
                Lane.FIRST,
                Stay.NONE,
                new RecordDecoder<>(deserializer, DeliveryRequested.class),
                pipeline,
                new OutcomeRouter(
                        new DeliveryPublisher(kafka.publisher(), kafka.publisher()),
                        new RetryPolicy(delays, () -> 0),
                        new RetryTopics(delays),
                        Duration.ofSeconds(5),
                        clock),
                new DeadLetters(kafka.publisher()),
                clock);
    }

    private ConsumerRecord<byte[], byte[]> record() {
        String topic = Topics.DELIVERIES.topicName();
        byte[] value = kafka.serializer().serialize(topic, DeliveryRecords.write(delivery));
        return new ConsumerRecord<>(topic, 0, 0, new byte[0], value);
    }

    @TearDown
    public void close() {
        kafka.close();
        deserializer.close();
        timer.stop();
    }
}
