package io.hookline.bench;

import io.hookline.local.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Events go through the whole system at a fixed rate for a minute: ingest → Kafka → fan-out → post → attempt in PostgreSQL. */
final class Sustained implements Scenario {
    private static final String EVENT = "analytics.updated";
    private static final int SECONDS = 60;
    private static final int WARM_UP_EVENTS = 40_000;

    private final String name;
    private final String goal;
    private final int perSecond;
    private List<String> webhooks = List.of();

    private Sustained(String name, String goal, int perSecond) {
        this.name = name;
        this.goal = goal;
        this.perSecond = perSecond;
    }

    static Sustained wholeSystem() {
        return new Sustained("system", "≥ 5,000 events/s sustained for 60 s", 5_000);
    }

    static Sustained latency() {
        return new Sustained("latency", "p50 ≤ 10 ms, p99 ≤ 50 ms", 500);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String conditions() {
        return String.format(
                "`POST /api/v1/events`, %,d each second for %d s whatever the answers do, one webhook subscribed. Latency is from "
                        + "when an event was due to be posted until it arrived at the webhook.",
                perSecond, SECONDS);
    }

    @Override
    public String goal() {
        return goal;
    }

    @Override
    public void measure(Lab lab, Round round) throws Exception {
        int events = round.scaled(round.isWarmUp() ? WARM_UP_EVENTS : SECONDS * perSecond);
        if (round.isWarmUp()) {
            webhooks = lab.webhooks(lab.sink().url("/fast/"), 1, EVENT);
        }
        Arrivals arrivals = new Arrivals("e" + round.number() + "-", events);
        lab.sink().tell(arrivals);
        Map<String, Duration> before = lab.system().cpu();
        long recordedBefore = lab.recorded(webhooks.getFirst());
        int accepted;
        try (OpenLoop load = lab.events()) {
            accepted = load.run(
                    arrivals,
                    events,
                    round.isWarmUp() ? 2_000 : perSecond,
                    event -> Lab.event(EVENT, arrivals.id(event)));
        }
        Lab.await(() -> arrivals.distinct() >= accepted, Duration.ofMinutes(3));
        round.figure("events offered", events);
        round.figure("accepted", accepted);
        round.figure("received", arrivals.distinct());
        round.figure("received more than once", arrivals.repeated());
        round.figure("received/s", arrivals.rate(0.05, 0.95));
        round.latencies("accepted → received", arrivals.latencies(0));
        Lab.await(() -> lab.recorded(webhooks.getFirst()) - recordedBefore >= accepted, Duration.ofMinutes(1));
        round.figure("attempts in PostgreSQL", (double) (lab.recorded(webhooks.getFirst()) - recordedBefore));
        round.processorTime(before, lab.system().cpu(), events);
        for (Service service : Service.values()) {
            round.figure(
                    "resident memory, MB: " + service.module(), lab.system().residentMegabytes(service));
        }
    }
}
