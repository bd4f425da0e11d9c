package io.hookline.dispatch.endpoint;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Lets only so many do something at a time; the others wait, first come, first served, and those for whom there is no seat or
 * who have waited too long are refused. Nobody blocks. Thread-safe.
 *
 * <p>There are many seats as long as waiting is worth while. Once someone has waited in vain, there are only as many as were
 * served lately within the time that one waits, until all who waited have been served: so a backlog of a fast endpoint is worked
 * off from memory, and one that hangs fills it only once.
 */
public final class Permits {
    private final int most;
    private final Waiting waiting;
    private final Timer timer;
    private final LongSupplier nanos;

    private final SequencedSet<Waiter> queue = new LinkedHashSet<>();
    private final RecentCount served;
    private int taken;
    private boolean inVain;
    private long usedAt;
    /** Above 0 while a thread hands permits out; it does so for all, or a long queue would end as a deep stack. */
    private final AtomicInteger handingOut = new AtomicInteger();

    /** How many may wait at most, and how long. */
    public record Waiting(int seats, Duration patience) {
        /** However many, and longer than anything lasts here. */
        public static final Waiting UNLIMITED = new Waiting(Integer.MAX_VALUE, Duration.ofDays(1));
    }

    public Permits(int most, Waiting waiting, Timer timer, LongSupplier nanos) {
        this.most = most;
        this.waiting = waiting;
        this.timer = timer;
        this.nanos = nanos;
        this.usedAt = nanos.getAsLong();
        this.served = new RecentCount(waiting.patience().toNanos(), usedAt);
    }

    /** The work, begun when there is a permit, which is given back when it ends; empty if refused. */
    public <T> Mono<T> during(Supplier<Mono<T>> work) {
        return Mono.create(this::acquire).flatMap(_ -> Mono.defer(work).doFinally(_ -> release()));
    }

    public synchronized int taken() {
        return taken;
    }

    /** Whether nobody has asked for a permit since that {@link System#nanoTime()}, and none is out. */
    synchronized boolean isIdleSince(long time) {
        return taken == 0 && queue.isEmpty() && usedAt - time < 0;
    }

    /** How long it takes to serve one, going by what was served lately; a moment's standstill is not taken for more than that. */
    synchronized Duration pace() {
        return waiting.patience().dividedBy(servedLately());
    }

    private void acquire(MonoSink<Permits> sink) {
        Waiter waiter = new Waiter(sink);
        if (!admit(waiter)) {
            sink.success();
            return;
        }
        handOut();
        if (waits(waiter)) {
            waiter.timeout =
                    timer.newTimeout(_ -> giveUp(waiter), waiting.patience().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized boolean admit(Waiter waiter) {
        usedAt = nanos.getAsLong();
        boolean free = taken + queue.size() < most;
        return (free || queue.size() < seats()) && queue.add(waiter);
    }

    private int seats() {
        return inVain ? Math.min(waiting.seats(), servedLately()) : waiting.seats();
    }

    private int servedLately() {
        return Math.max(most, served.get(nanos.getAsLong()));
    }

    private synchronized boolean waits(Waiter waiter) {
        return queue.contains(waiter);
    }

    private void release() {
        synchronized (this) {
            taken--;
            served.add(nanos.getAsLong());
            inVain = inVain && !queue.isEmpty();
        }
        handOut();
    }

    private void handOut() {
        if (handingOut.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            for (Waiter next = next(); next != null; next = next()) {
                next.cancelTimeout();
                next.sink.success(this);
            }
            seen = handingOut.addAndGet(-seen);
        }
    }

    private synchronized @Nullable Waiter next() {
        if (taken == most || queue.isEmpty()) {
            return null;
        }
        taken++;
        return queue.removeFirst();
    }

    private void giveUp(Waiter waiter) {
        synchronized (this) {
            if (!queue.remove(waiter)) {
                return;
            }
            inVain = true;
        }
        waiter.sink.success();
    }

    private static final class Waiter {
        private final MonoSink<Permits> sink;
        private volatile @Nullable Timeout timeout;

        private Waiter(MonoSink<Permits> sink) {
            this.sink = sink;
        }

        private void cancelTimeout() {
            Timeout current = timeout;
            if (current != null) {
                current.cancel();
            }
        }
    }
}
