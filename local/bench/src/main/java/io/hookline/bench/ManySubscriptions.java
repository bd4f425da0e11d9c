package io.hookline.bench;

import io.hookline.local.Service;
import io.hookline.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a hundred times as many subscriptions cost. */
final class ManySubscriptions implements Scenario {
    private static final int FEW = 1_000;
    private static final int MANY = 100_000;
    private static final int EVENTS = 100_000;
    private static final int ROUNDS_WITH_FEW = 5;

    private double rateWithFew;
    private double heapWithFew;

    @Override
    public String name() {
        return "subscriptions";
    }

    @Override
    public String conditions() {
        return "100,000 events stand on their topic, each for one webhook out of 1,000, then out of 100,000, all of one workspace; "
                + "the rate is that of deliveries appearing on `deliveries.v1`, while they are also delivered. With 1,000: the median "
                + "of the last three of five runs. Live heap is that of dispatch-service after a full collection.";
    }

    @Override
    public String goal() {
        return "≥ 0.9 of the rate; ≤ 1 KB each";
    }

    @Override
    public void measure(Lab lab, Round round) throws Exception {
        try (Events events = new Events(lab.system())) {
            if (round.isWarmUp()) {
                measureFewAndBecomeMany(lab, round, events);
            }
            double rate = fanOutRate(lab, round, events, "m" + round.number());
            round.figure("events/s with 1,000", rateWithFew);
            round.figure("events/s with 100,000", rate);
            round.figure("ratio", rate / rateWithFew);
            double heap = lab.system().liveHeapMegabytes(Service.DISPATCH);
            int added = round.scaled(MANY) - round.scaled(FEW);
            round.figure("heap each, bytes", (heap - heapWithFew) * 1024 * 1024 / added);
        }
    }

    private void measureFewAndBecomeMany(Lab lab, Round round, Events events) throws Exception {
        int few = round.scaled(FEW);
        lab.webhooks(lab.sink().url("/fast/"), 1, Events.TYPE);
        lab.webhooks(lab.sink().url("/never/"), few - 1, "trend.detected");
        List<Double> rates = new ArrayList<>();
        for (int run = 0; run < ROUNDS_WITH_FEW; run++) {
            rates.add(fanOutRate(lab, round, events, "f" + run));
        }
        rateWithFew =
                rates.subList(2, ROUNDS_WITH_FEW).stream().sorted().toList().get(1);
        heapWithFew = lab.system().liveHeapMegabytes(Service.DISPATCH);
        lab.webhooks(lab.sink().url("/never/more-"), round.scaled(MANY) - few, "trend.detected");
        // The last of them has reached dispatch-service when a delivery to it arrives.
        lab.webhooks(lab.sink().url("/fast/last-"), 1, "goal.achieved");
    }

    private static double fanOutRate(Lab lab, Round round, Events events, String run) throws Exception {
        int count = round.scaled(EVENTS);
        Arrivals arrivals = new Arrivals(run + "-", count);
        lab.sink().tell(arrivals);
        long begin = events.endOf(Topics.DELIVERIES);
        events.send(arrivals, count);
        double rate = rateOfDeliveries(events, begin, count);
        Lab.await(() -> arrivals.distinct() == count, Duration.ofMinutes(2));
        return rate;
    }

    /** Between a tenth and nineteen twentieths of them, so that neither the start nor the last batch counts. */
    private static double rateOfDeliveries(Events events, long begin, int count) throws InterruptedException {
        Map.Entry<Long, Long> from = whenReached(events, begin + count / 10);
        Map.Entry<Long, Long> to = whenReached(events, begin + count * 95L / 100);
        return (to.getKey() - from.getKey()) * 1e9 / (to.getValue() - from.getValue());
    }

    private static Map.Entry<Long, Long> whenReached(Events events, long offsets) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        long end = events.endOf(Topics.DELIVERIES);
        while (end < offsets) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Fan-out stands still at " + end + " of " + offsets);
            }
            TimeUnit.MILLISECONDS.sleep(5);
            end = events.endOf(Topics.DELIVERIES);
        }
        return Map.entry(end, System.nanoTime());
    }
}
