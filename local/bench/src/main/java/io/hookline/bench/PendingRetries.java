package io.hookline.bench;

import io.hookline.local.Service;
import io.hookline.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A million deliveries wait for their next attempt; do they cost anything, and do those that are due leave in time? */
final class PendingRetries implements Scenario {
    private static final int PENDING = 1_000_000;
    private static final int DUE = 30_000;
    private static final int DUE_PER_SECOND = 1_000;
    private static final Duration FIRST_DELAY = Duration.ofMinutes(1);
    private static final Duration LONGEST_JITTER = Duration.ofSeconds(1);

    private List<String> webhooks = List.of();
    private double heapBefore;

    @Override
    public String name() {
        return "retries";
    }

    @Override
    public String conditions() {
        return "1,000,000 deliveries stand on the retry topics of 15 minutes, 1 and 6 hours for 100 webhooks; 30,000 more come "
                + "onto that of one minute, 1,000 each second, as failed first attempts would. Late is from when a delivery was due "
                + "until it arrived. Live heap is that of dispatch-service after a full collection.";
    }

    @Override
    public String goal() {
        return "heap flat; due ones leave within 2 s of their time";
    }

    @Override
    public void measure(Lab lab, Round round) throws Exception {
        try (Deliveries source = new Deliveries(lab.system())) {
            if (round.isWarmUp()) {
                webhooks = lab.webhooks(lab.sink().url("/fast/"), 100, "crisis.detected");
                source.send(webhooks, new Arrivals("w-", 1), round.scaled(DUE));
                heapBefore = lab.system().liveHeapMegabytes(Service.DISPATCH);
                return;
            }
            if (round.number() == 1) {
                fill(source, round.scaled(PENDING));
            }
            int count = round.scaled(DUE);
            Arrivals arrivals = new Arrivals("r" + round.number() + "-", count);
            lab.sink().tell(arrivals);
            sendDue(source, arrivals, count);
            Lab.await(() -> arrivals.distinct() == count, FIRST_DELAY.multipliedBy(2));
            round.figure("due", count);
            round.figure("arrived", arrivals.distinct());
            round.latencies("late", arrivals.latencies(0));
            round.figure("live heap without any pending, MB", heapBefore);
            round.figure("live heap, MB", lab.system().liveHeapMegabytes(Service.DISPATCH));
        }
    }

    private void fill(Deliveries source, int pending) {
        List<Topics> later = Topics.retries().subList(2, 5);
        List<Duration> delays = List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6));
        for (int i = 0; i < pending; i++) {
            int stay = i % later.size();
            String webhook = webhooks.get(i / later.size() % webhooks.size());
            source.sendRetry(
                    later.get(stay), webhook, "pending-" + i, Instant.now().plus(delays.get(stay)));
        }
        source.flush();
    }

    private void sendDue(Deliveries source, Arrivals arrivals, int count) throws InterruptedException {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long ahead = begin + i * TimeUnit.SECONDS.toNanos(1) / DUE_PER_SECOND - System.nanoTime();
            if (ahead > 0) {
                TimeUnit.NANOSECONDS.sleep(ahead);
            }
            Duration wait = FIRST_DELAY.plusNanos(ThreadLocalRandom.current().nextLong(LONGEST_JITTER.toNanos()));
            arrivals.due(i, System.nanoTime() + wait.toNanos());
            source.sendRetry(
                    Topics.DELIVERIES_RETRY_1,
                    webhooks.get(i % webhooks.size()),
                    arrivals.id(i),
                    Instant.now().plus(wait));
        }
        source.flush();
    }
}
