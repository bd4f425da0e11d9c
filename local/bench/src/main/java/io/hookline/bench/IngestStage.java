package io.hookline.bench;

import io.hookline.local.Service;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What ingest-service takes in, against a handler that does nothing but produce to Kafka. */
final class IngestStage implements Scenario {
    private static final int REQUESTS = 100_000;
    /** Both are code that was just loaded; their first requests cost ten times what later ones do. */
    private static final int WARM_UP_REQUESTS = 200_000;

    private static final String EVENT = "analytics.updated";
    private static final String BARE = "bare handler";

    private BareIngest.@Nullable Running bare;

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String conditions() {
        return String.format(
                "`POST /api/v1/events` (token verified, JSON validated, Avro, headers) and a bare WebFlux handler that takes the "
                        + "same bytes and produces them as they are: both answer once Kafka has the record (`acks=all`, "
                        + "idempotent, lz4, 1 ms linger, %d partitions), each a process with a heap of 256 MB. %,d requests "
                        + "from %d connections, each request following the last answer. dispatch-service and "
                        + "reconciliation-service are stopped.",
                BareIngest.PARTITIONS, REQUESTS, ClosedLoop.IN_FLIGHT);
    }

    @Override
    public String goal() {
        return "≥ 0.6 of the bare handler's rate";
    }

    @Override
    public void measure(Lab lab, Round round) throws Exception {
        SystemUnderTest system = lab.system();
        if (round.isWarmUp()) {
            system.stop(Service.DISPATCH);
            system.stop(Service.RECONCILIATION);
            bare = lab.closedWithIt(BareIngest.Running.start(system.variable("HOOKLINE_KAFKA")));
        }
        int requests = round.scaled(round.isWarmUp() ? WARM_UP_REQUESTS : REQUESTS);
        IntFunction<byte[]> body = request -> Lab.event(EVENT, "i" + round.number() + "-" + request);
        BareIngest.Running handler = Objects.requireNonNull(bare);
        Duration bareBefore = handler.processorTime();
        ClosedLoop.Result ceiling = load(handler.url(), system, requests, body);
        Duration bareAfter = handler.processorTime();
        Map<String, Duration> before = system.cpu();
        ClosedLoop.Result result =
                load(system.variable("HOOKLINE_INGEST_URL") + "/api/v1/events", system, requests, body);
        Map<String, Duration> after = system.cpu();
        round.figure("requests/s", result.perSecond());
        round.figure("bare handler, requests/s", ceiling.perSecond());
        round.figure("ratio", result.perSecond() / ceiling.perSecond());
        round.latencies("asked → answered", result.latencies());
        round.latencies("bare handler, asked → answered", ceiling.latencies());
        round.processorTime(before, after, requests);
        round.processorTime(Map.of(BARE, bareBefore), Map.of(BARE, bareAfter), requests);
    }

    private static ClosedLoop.Result load(String url, SystemUnderTest system, int requests, IntFunction<byte[]> body) {
        try (ClosedLoop load = new ClosedLoop(url, system.variable("HOOKLINE_TOKEN"))) {
            return load.run(requests, body);
        }
    }
}
