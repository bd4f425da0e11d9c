package io.hookline.bench;

import io.hookline.local.Service;
import io.hookline.schemas.EventCatalogue;
import io.hookline.schemas.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Events go through the whole system at a fixed rate for a minute: ingest → Kafka → fan-out → post → attempt in PostgreSQL. */
final class Sustained implements Scenario {
    /** As many webhooks as a system of this size would have busy: one alone has its 8 requests out, and is waited for. */
    private static final List<String> TYPES = EventCatalogue.load().all().stream()
            .map(EventType::name)
            .filter(type -> !type.startsWith("webhook."))
            .toList();

    private static final int SECONDS = 60;
    /** The compiler is busy for about a minute. */
    private static final int WARM_UP_SECONDS = 60;

    private static final int WARM_UP_PER_SECOND = 2_000;

    private final String name;
    private final String goal;
    private final int perSecond;

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
                "`POST /api/v1/events`, %,d each second for %d s whatever the answers do, of %d types in turn, a webhook subscribed to each. Latency is from "
                        + "when an event was due to be posted until it arrived at the webhook.",
                perSecond, SECONDS, TYPES.size());
    }

    @Override
    public String goal() {
        return goal;
    }

    @Override
    public void measure(Lab lab, Round round) throws Exception {
        int events = round.scaled(round.isWarmUp() ? WARM_UP_SECONDS * WARM_UP_PER_SECOND : SECONDS * perSecond);
        if (round.isWarmUp()) {
            for (String type : TYPES) {
                lab.webhooks(lab.sink().url("/fast/" + type + "/"), 1, type);
            }
        }
        Arrivals arrivals = new Arrivals("e" + round.number() + "-", events);
        lab.sink().tell(arrivals);
        Map<String, Duration> before = lab.system().cpu();
        double recordedBefore = lab.attemptsTakenIn();
        int accepted;
        try (OpenLoop load = lab.events()) {
            accepted = load.run(
                    arrivals,
                    events,
                    round.isWarmUp() ? WARM_UP_PER_SECOND : perSecond,
                    event -> Lab.event(TYPES.get(event % TYPES.size()), arrivals.id(event)));
        }
        Lab.await(() -> arrivals.distinct() >= accepted, Duration.ofMinutes(3));
        round.figure("events offered", events);
        round.figure("accepted", accepted);
        round.figure("received", arrivals.distinct());
        round.figure("received more than once", arrivals.repeated());
        round.figure("received/s", arrivals.rate(0.05, 0.95));
        round.latencies("accepted → received", arrivals.latencies(0));
        Lab.await(() -> lab.attemptsTakenIn() - recordedBefore >= accepted, Duration.ofMinutes(1));
        round.figure("attempts in PostgreSQL", lab.attemptsTakenIn() - recordedBefore);
        round.processorTime(before, lab.system().cpu(), events);
        for (Service service : Service.values()) {
            round.figure(
                    "resident memory, MB: " + service.module(), lab.system().residentMegabytes(service));
        }
    }
}
