package io.hookline.bench;

import io.hookline.local.Service;
import java.time.Duration;
import java.util.List;

/** A second instance of dispatch-service joins, shares the work, and leaves again. */
final class TwoInstances implements Scenario {
    private static final int DELIVERIES = 200_000;
    private static final int ENDPOINTS = 20;

    private List<String> webhooks = List.of();

    @Override
    public String name() {
        return "two";
    }

    @Override
    public String conditions() {
        return "200,000 ready deliveries to 20 endpoints: by one instance of dispatch-service; by two, the second warmed up by four "
                + "times as many before; and by two of which the second is stopped cleanly half-way. All on the same two cores.";
    }

    @Override
    public String goal() {
        return "two ≥ 1.0 × one; nothing is delivered twice because of a clean stop";
    }

    @Override
    public void measure(Lab lab, Round round) throws Exception {
        if (round.isWarmUp()) {
            webhooks = lab.webhooks(lab.sink().url("/fast/"), ENDPOINTS, "crisis.detected");
            List.of(Service.INGEST, Service.RECONCILIATION, Service.REGISTRY).forEach(lab.system()::stop);
            deliver(lab, new Arrivals("w-", round.scaled(DELIVERIES)), round.scaled(DELIVERIES), 1, () -> {});
            return;
        }
        int deliveries = round.scaled(DELIVERIES);
        String prefix = round.number() + "-";
        double one = deliver(lab, new Arrivals("o" + prefix, deliveries), deliveries, 1, () -> {});
        lab.system().startAnother(Service.DISPATCH);
        // As many as the first one has delivered by now: its share is half of them.
        deliver(lab, new Arrivals("j" + prefix, 4 * deliveries), 4 * deliveries, 1, () -> {});
        double two = deliver(lab, new Arrivals("t" + prefix, deliveries), deliveries, 1, () -> {});
        Arrivals leaving = new Arrivals("l" + prefix, deliveries);
        deliver(lab, leaving, deliveries, 0.5, () -> lab.system().stopAnother(Service.DISPATCH));
        round.figure("one, deliveries/s", one);
        round.figure("two, deliveries/s", two);
        round.figure("ratio", two / one);
        round.figure("delivered more than once while one leaves", leaving.repeated());
        round.figure("never delivered while one leaves", deliveries - leaving.distinct());
    }

    /** Does something at a share of the arrivals; returns deliveries per second. */
    private double deliver(Lab lab, Arrivals arrivals, int deliveries, double share, Runnable atThatShare)
            throws InterruptedException {
        lab.sink().tell(arrivals);
        try (Deliveries source = new Deliveries(lab.system())) {
            source.send(webhooks, arrivals, deliveries);
        }
        Lab.await(() -> arrivals.distinct() >= deliveries * share, Duration.ofMinutes(2));
        atThatShare.run();
        Lab.await(() -> arrivals.distinct() == deliveries, Duration.ofMinutes(2));
        return arrivals.rate(0.1, 0.95);
    }
}
