package io.hookline.bench;

import io.hookline.local.Service;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/** One endpoint falls behind by 200,000 deliveries; what do the others feel, and what does it cost to keep? */
final class EndpointBacklog implements Scenario {
    private static final String EVENT = "analytics.updated";
    private static final int PER_SECOND = 500;
    private static final int EVENTS = 60 * PER_SECOND;
    private static final int BACKLOG = 200_000;

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public String conditions() {
        return "500 events/s through the whole system for 60 s; then 200,000 deliveries at once for a webhook that takes half a "
                + "second each (16/s at most), and the same 500 events/s for 60 s, first while the backlog comes in, then while it is "
                + "there. Live heap is that of dispatch-service after a full collection.";
    }

    @Override
    public String goal() {
        return "while it is there, the others' p99 ≤ 2 ×; heap flat";
    }

    @Override
    public void measure(Lab lab, Round round) throws Exception {
        int events = round.scaled(EVENTS);
        if (round.isWarmUp()) {
            lab.webhooks(lab.sink().url("/fast/"), 1, EVENT);
            run(lab, new Arrivals("w-", events), events);
            return;
        }
        String prefix = round.number() + "-";
        Histogram before = run(lab, new Arrivals("a" + prefix, events), events);
        double heapBefore = lab.system().liveHeapMegabytes(Service.DISPATCH);
        List<String> slow = lab.webhooks(lab.sink().url("/slow/" + prefix), 1, "crisis.detected");
        Histogram during;
        try (Deliveries source = new Deliveries(lab.system())) {
            source.send(slow, new Arrivals("b" + prefix, BACKLOG), round.scaled(BACKLOG));
            during = run(lab, new Arrivals("d" + prefix, events), events);
        }
        double heapDuring = lab.system().liveHeapMegabytes(Service.DISPATCH);
        Histogram there = run(lab, new Arrivals("t" + prefix, events), events);
        double heapThere = lab.system().liveHeapMegabytes(Service.DISPATCH);
        lab.delete(slow);
        round.latencies("without a backlog", before);
        round.latencies("others while it comes in", during);
        round.latencies("others while it is there", there);
        round.figure(
                "p99, ratio, while it comes in",
                (double) during.getValueAtPercentile(99) / before.getValueAtPercentile(99));
        round.figure(
                "p99, ratio, while it is there",
                (double) there.getValueAtPercentile(99) / before.getValueAtPercentile(99));
        round.figure("live heap without, MB", heapBefore);
        round.figure("live heap while it comes in, MB", heapDuring);
        round.figure("live heap while it is there, MB", heapThere);
    }

    private static Histogram run(Lab lab, Arrivals arrivals, int events) throws InterruptedException {
        lab.sink().tell(arrivals);
        try (OpenLoop load = lab.events()) {
            load.run(arrivals, events, PER_SECOND, event -> Lab.event(EVENT, arrivals.id(event)));
        }
        Lab.await(() -> arrivals.distinct() == events, Duration.ofMinutes(1));
        return arrivals.latencies(0);
    }
}
