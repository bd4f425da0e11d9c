package io.hookline.bench;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/** A twentieth of the traffic goes to an endpoint that never answers; what do the others feel? */
final class HangingEndpoints implements Scenario {
    private static final String HEALTHY = "analytics.updated";
    private static final String HANGING = "trend.detected";
    private static final int PER_SECOND = 2_000;
    private static final int EVENTS = 60 * PER_SECOND;
    private static final int ONE_IN = 20;

    @Override
    public String name() {
        return "hanging";
    }

    @Override
    public String conditions() {
        return "2,000 events/s through the whole system for 60 s; then the same again, every twentieth of them for a webhook that "
                + "takes requests and never answers (30 s time limit). The figures are of the other nineteen.";
    }

    @Override
    public String goal() {
        return "the others keep ≥ 0.9 of their rate and ≤ 2 × their p99";
    }

    @Override
    public void measure(Lab lab, Round round) throws Exception {
        if (round.isWarmUp()) {
            lab.webhooks(lab.sink().url("/fast/"), 1, HEALTHY);
            run(lab, new Arrivals("w-", round.scaled(EVENTS)), round.scaled(EVENTS), false);
            return;
        }
        int events = round.scaled(EVENTS);
        Arrivals alone = new Arrivals("a" + round.number() + "-", events);
        run(lab, alone, events, false);
        List<String> hanging = lab.webhooks(lab.sink().url("/hang/" + round.number()), 1, HANGING);
        Arrivals others = new Arrivals("h" + round.number() + "-", events);
        run(lab, others, events, true);
        lab.delete(hanging);

        Histogram without = alone.latencies(0);
        Histogram with = others.latencies(0);
        // One in twenty does not count as an arrival.
        double rateRatio = others.rate(0.05, 0.95) * ONE_IN / (ONE_IN - 1) / alone.rate(0.05, 0.95);
        round.latencies("all healthy", without);
        round.latencies("others beside it", with);
        round.figure("rate, ratio", rateRatio);
        round.figure("p99, ratio", (double) with.getValueAtPercentile(99) / without.getValueAtPercentile(99));
    }

    private static void run(Lab lab, Arrivals arrivals, int events, boolean hanging) throws InterruptedException {
        lab.sink().tell(arrivals);
        try (OpenLoop load = lab.events()) {
            load.run(
                    arrivals,
                    events,
                    PER_SECOND,
                    event -> Lab.event(hanging && event % ONE_IN == 0 ? HANGING : HEALTHY, arrivals.id(event)));
        }
        int expected = hanging ? events - (events + ONE_IN - 1) / ONE_IN : events;
        Lab.await(() -> arrivals.distinct() >= expected, Duration.ofMinutes(1));
    }
}
