package io.hookline.bench;

import io.hookline.local.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code deliveries.v1} → signed post → attempt fact, against the bare client in the same round. */
final class DispatchStage implements Scenario {
    /** With eight requests out to each, the 64 in flight of the bare client. */
    private static final int ENDPOINTS = 8;

    private static final int IN_FLIGHT = 64;

    private List<String> webhooks = List.of();

    @Override
    public String name() {
        return "dispatch";
    }

    @Override
    public String conditions() {
        return "400,000 deliveries of 600 bytes stand on `deliveries.v1` for 8 endpoints of one host, 8 requests out to each; "
                + "every policy on; the other services are stopped. The bare client posts the same bytes to the same sink, "
                + "64 in flight, just before.";
    }

    @Override
    public String goal() {
        return "ratio ≥ 0.75, 20,000 deliveries/s";
    }

    @Override
    public void measure(Lab lab, Round round) throws Exception {
        int deliveries = round.scaled(400_000);
        if (round.isWarmUp()) {
            webhooks = lab.webhooks(lab.sink().url("/fast/"), ENDPOINTS, "crisis.detected");
            List.of(Service.INGEST, Service.RECONCILIATION, Service.REGISTRY).forEach(lab.system()::stop);
        }
        double bare = Lab.bareClient(lab.sink(), deliveries, IN_FLIGHT);
        Arrivals arrivals = new Arrivals("d" + round.number() + "-", deliveries);
        lab.sink().tell(arrivals);
        Map<String, Duration> before = lab.system().cpu();
        try (Deliveries source = new Deliveries(lab.system())) {
            source.send(webhooks, arrivals, deliveries);
        }
        Lab.await(() -> arrivals.distinct() == deliveries, Duration.ofMinutes(5));
        double rate = arrivals.rate(0.2, 0.95);
        round.figure("deliveries/s", rate);
        round.figure("bare client, posts/s", bare);
        round.figure("ratio", rate / bare);
        round.processorTime(before, lab.system().cpu(), deliveries);
        round.figure("delivered more than once", arrivals.repeated());
    }
}
