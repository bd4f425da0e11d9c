package io.hookline.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** One event goes to 1,000 webhooks. */
final class WideFanOut implements Scenario {
    private static final String EVENT = "trend.detected";
    private static final int WEBHOOKS = 1_000;
    private static final int EVENTS = 20;
    private static final int DELIVERIES = 50_000;

    private List<String> webhooks = List.of();

    @Override
    public String name() {
        return "fan-out";
    }

    @Override
    public String conditions() {
        return "1,000 webhooks subscribed to one type; 20 events of it, each posted to ingest once the last has arrived everywhere. "
                + "Beside it the dispatch rate: 50,000 ready deliveries to the same webhooks.";
    }

    @Override
    public String goal() {
        return "≥ 0.75 of the dispatch rate; first and last within 2 s";
    }

    @Override
    public void measure(Lab lab, Round round) throws Exception {
        int count = round.scaled(WEBHOOKS);
        if (round.isWarmUp()) {
            webhooks = lab.webhooks(lab.sink().url("/fast/"), count, EVENT);
        }
        int deliveries = round.scaled(DELIVERIES);
        Arrivals arrivals = new Arrivals("d" + round.number() + "-", deliveries);
        lab.sink().tell(arrivals);
        try (Deliveries source = new Deliveries(lab.system())) {
            source.send(webhooks, arrivals, deliveries);
        }
        Lab.await(() -> arrivals.distinct() == deliveries, Duration.ofMinutes(2));
        double dispatchRate = arrivals.rate(0.1, 0.95);

        double longest = 0;
        double total = 0;
        for (int event = 0; event < EVENTS; event++) {
            double millis = millisFromFirstToLast(lab, "f" + round.number() + "-" + event, count);
            longest = Math.max(longest, millis);
            total += millis;
        }
        double rate = EVENTS * count / total * 1e3;
        round.figure("deliveries/s of an event", rate);
        round.figure("dispatch rate, deliveries/s", dispatchRate);
        round.figure("ratio", rate / dispatchRate);
        round.figure("first → last, ms, on average", total / EVENTS);
        round.figure("first → last, ms, longest", longest);
    }

    private static double millisFromFirstToLast(Lab lab, String id, int count) throws InterruptedException {
        AtomicInteger arrived = new AtomicInteger();
        AtomicLong first = new AtomicLong();
        AtomicLong last = new AtomicLong();
        lab.sink().tell((webhookId, time) -> {
            if (webhookId.equals(id)) {
                first.compareAndSet(0, time);
                last.set(time);
                arrived.incrementAndGet();
            }
        });
        try (OpenLoop load = lab.events()) {
            load.run(new Arrivals(id, 1), 1, 1, event -> Lab.event(EVENT, id));
        }
        Lab.await(() -> arrived.get() >= count, Duration.ofMinutes(1));
        return (last.get() - first.get()) / 1e6;
    }
}
