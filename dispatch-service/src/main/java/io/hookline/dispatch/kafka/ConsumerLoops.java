package io.hookline.dispatch.kafka;

import io.hookline.schemas.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Makes the loops of this service, which differ in what they read and who handles it. */
public final class ConsumerLoops {
    private final KafkaClients clients;
    private final ConsumerLoop.Limits limits;
    private final CompletableFuture<?> ready;
    private final MeterRegistry meters;
    private final Clock clock;

    public ConsumerLoops(
            KafkaClients clients,
            ConsumerLoop.Limits limits,
            CompletableFuture<?> ready,
            MeterRegistry meters,
            Clock clock) {
        this.clients = clients;
        this.limits = limits;
        this.ready = ready;
        this.meters = meters;
        this.clock = clock;
    }

    public ConsumerLoop create(String name, String group, List<Topics> topics, RecordHandler handler) {
        ConsumerLoop loop = new ConsumerLoop(
                name,
                topics.stream().map(Topics::topicName).toList(),
                () -> clients.groupConsumer(group),
                handler,
                limits,
                ready,
                clock);
        Gauge.builder("hookline.commit.lag", loop, ConsumerLoop::commitLag)
                .description("Records that would be read again if this instance died now")
                .tag("loop", name)
                .register(meters);
        Gauge.builder("hookline.consumer.lag", loop, ConsumerLoop::behind)
                .description("Records that are there to be read, or wait to be due, and are not begun")
                .tag("loop", name)
                .register(meters);
        return loop;
    }
}
