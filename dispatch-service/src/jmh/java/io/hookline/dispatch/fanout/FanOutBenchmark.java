package io.hookline.dispatch.fanout;

import io.hookline.dispatch.ShortBenchmark;
import io.hookline.dispatch.delivery.BenchmarkedDeliveries;
import io.hookline.dispatch.kafka.DeadLetters;
import io.hookline.dispatch.kafka.Handling;
import io.hookline.dispatch.kafka.InstantKafka;
import io.hookline.dispatch.kafka.RecordDecoder;
import io.hookline.dispatch.subscription.Subscribed;
import io.hookline.dispatch.subscription.Subscriptions;
import io.hookline.parts.Parts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Mono;

/**
 * From an event's record to the acknowledged records of its deliveries, without Kafka. All subscriptions are of one workspace;
 * but for a thousand that ask for one and the same, each asks for a type of its own.
 */
public class FanOutBenchmark extends ShortBenchmark {
    private static final int EVENTS = 1_000;

    @Param({"1000", "100000"})
    public int subscriptions;

    private final InstantKafka kafka = new InstantKafka();
    private final Deserializer<GenericRecord> deserializer =
            Parts.schemaRegistry().genericDeserializer();
    private final List<ConsumerRecord<byte[], byte[]>> events = new ArrayList<>();
    private final ConsumerRecord<byte[], byte[]> shared = record("shared.type");
    private Subscriptions known = new Subscriptions();
    private EventListener listener = listener();

    @Setup
    public void subscribe() {
        known = Subscribed.in(Mentions.WORKSPACE.value(), subscriptions, 1_000);
        listener = listener();
        for (int i = 0; i < EVENTS; i++) {
            events.add(record(Mentions.type(i * (subscriptions / EVENTS))));
        }
    }

    private EventListener listener() {
        Subscriptions current = known;
        FanOutMetrics metrics = new FanOutMetrics(new SimpleMeterRegistry());
        return new EventListener(
                new EventRenderer(new RecordDecoder<>(deserializer, GenericRecord.class)),
                new Receivers(current, id -> Mono.justOrEmpty(current.find(id)), metrics),
                BenchmarkedDeliveries.publisher(kafka.publisher()),
                new DeadLetters(kafka.publisher()),
                metrics,
                Clock.systemUTC());
    }

    private ConsumerRecord<byte[], byte[]> record(String type) {
        return Mentions.record(type, kafka.serializer().serialize(Mentions.TOPIC, Mentions.mention()));
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void toOneReceiverEach() {
        List<Handling> handlings = new ArrayList<>(EVENTS);
        for (ConsumerRecord<byte[], byte[]> event : events) {
            handlings.add(listener.begin(event));
        }
        kafka.await(handlings);
    }

    /** A thousandth of one event. */
    @Benchmark
    @OperationsPerInvocation(1_000)
    public void toAThousandReceivers() {
        kafka.await(List.of(listener.begin(shared)));
    }

    @TearDown
    public void close() {
        kafka.close();
        deserializer.close();
    }
}
