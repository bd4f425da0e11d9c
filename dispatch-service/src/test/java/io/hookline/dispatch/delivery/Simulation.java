package io.hookline.dispatch.delivery;

import io.hookline.delivery.DeliveryAttempted;
import io.hookline.delivery.DeliveryRequested;
import io.hookline.dispatch.DispatchProperties;
import io.hookline.dispatch.Properties;
import io.hookline.dispatch.VirtualTime;
import io.hookline.dispatch.endpoint.Endpoints;
import io.hookline.dispatch.endpoint.Permits;
import io.hookline.dispatch.kafka.DeadLetters;
import io.hookline.dispatch.kafka.RecordDecoder;
import io.hookline.dispatch.kafka.RecordPublisher;
import io.hookline.dispatch.retry.RetryPolicy;
import io.hookline.dispatch.retry.RetryTopics;
import io.hookline.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One instance of the service with its real listeners, policies and router, and its default settings; time, Kafka, endpoints and
 * customers are simulated. The same seed makes the same things happen.
 */
final class Simulation {
    /** How long registry-service takes to disable the subscription of an endpoint that is gone. */
    private static final Duration UNTIL_DISABLED = Duration.ofSeconds(1);

    private final DispatchProperties settings = Properties.with(Map.of());
    private final VirtualTime time = new VirtualTime();
    private final RandomGenerator chance;
    private final SimulatedKafka kafka = new SimulatedKafka(time);
    private final List<SimulatedLoop> loops = new ArrayList<>();
    private final DeliveryPublisher publisher;
    private final SimulatedCustomers customers;
    private final SimulatedSender sender;
    private int dead;

    private Simulation(long seed) {
        this.chance = new Random(seed);
        RecordPublisher records = new RecordPublisher(
                kafka.producer(), (_, value) -> kafka.bytes(value), time, ImmediateEventExecutor.INSTANCE);
        this.publisher = new DeliveryPublisher(records, records);
        this.customers = new SimulatedCustomers(publisher, time, chance);
        this.sender = new SimulatedSender(customers::fate, settings.timeout(), time, chance);
        connect(new DeadLetters(records));
    }

    /** Lets a scenario happen. */
    static SimulationResult run(Scenario scenario, long seed) {
        Simulation simulation = new Simulation(seed);
        scenario.groups().forEach(group -> simulation.customers.populate(group, scenario.recovered()));
        simulation.time.runUntil(scenario.lasts());
        return simulation.result(scenario);
    }

    private void connect(DeadLetters deadLetters) {
        Permits.Waiting waiting = new Permits.Waiting(settings.waitingPerEndpoint(), settings.patience());
        Endpoints policies =
                new Endpoints(settings.inFlightPerEndpoint(), waiting, settings.breakerWait(), time, time::nanos, time);
        Capacity capacity = new Capacity(settings.inFlight(), time, time::nanos);
        DeliveryPipeline pipeline = DeliveryPipeline.assemble(
                settings,
                customers::subscription,
                policies,
                capacity,
                sender,
                new DeliveryMetrics(new SimpleMeterRegistry()),
                time);
        RetryTopics topics = new RetryTopics(settings.retryDelays());
        RetryPolicy retries = new RetryPolicy(settings.retryDelays(), chance::nextDouble);
        OutcomeRouter router = new OutcomeRouter(publisher, retries, topics, settings.deferral(), time);
        RecordDecoder<DeliveryRequested> decoder =
                new RecordDecoder<>((_, bytes) -> kafka.value(bytes), DeliveryRequested.class);
        DeliveryConfiguration.DeliveryListeners listeners =
                (lane, stay) -> new DeliveryListener(lane, stay, decoder, watched(pipeline), router, deadLetters, time);

        loop(List.of(Topics.DELIVERIES), listeners.create(Lane.FIRST, Stay.NONE));
        loop(Topics.retries(), listeners.create(Lane.LATER, Stay.on(topics)));
        loop(List.of(Topics.DELIVERIES_DEFERRED), listeners.create(Lane.LATER, Stay.onDeferred(settings.deferral())));
        kafka.read(List.of(Topics.DELIVERIES_ATTEMPTS), this::attempted);
        kafka.read(List.of(Topics.DELIVERIES_DEAD), this::buried);
    }

    private void loop(List<Topics> topics, DeliveryListener listener) {
        SimulatedLoop loop = new SimulatedLoop(listener, settings.handling(), kafka::forget, time);
        loops.add(loop);
        kafka.read(topics, loop::append);
    }

    /** Keeps count of what passes through. */
    private DeliveryPipeline watched(DeliveryPipeline pipeline) {
        return delivery -> {
            Fate fate = customers.fate(delivery.id().value());
            fate.taken(delivery.lane());
            return pipeline.deliver(delivery).doOnNext(outcome -> {
                fate.tally().letGo();
                if (outcome instanceof DeliveryOutcome.Deferred) {
                    fate.deferred();
                }
            });
        };
    }

    private void attempted(ConsumerRecord<byte[], byte[]> record) {
        DeliveryAttempted attempted = (DeliveryAttempted) kafka.value(record.value());
        kafka.forget(record);
        Fate fate = customers.fate(attempted.getDeliveryId());
        DeliveryReport.Status status =
                DeliveryReport.Status.valueOf(attempted.getDeliveryStatus().toUpperCase(Locale.ROOT));
        if (status != DeliveryReport.Status.RETRYING) {
            fate.ended(status, time.elapsed());
        }
        if (attempted.getOutcome().getKind().equals("gone")) {
            time.after(UNTIL_DISABLED, fate.endpoint()::disable);
        }
    }

    private void buried(ConsumerRecord<byte[], byte[]> record) {
        dead++;
        kafka.forget(record);
    }

    private SimulationResult result(Scenario scenario) {
        int open = loops.stream().mapToInt(SimulatedLoop::open).sum();
        return new SimulationResult(scenario, customers.tallies(), customers.endpoints(), sender, open, dead);
    }
}
