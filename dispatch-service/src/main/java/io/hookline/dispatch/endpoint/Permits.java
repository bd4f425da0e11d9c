package io.hookline.dispatch.endpoint;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Lets only so many do something at a time; the others wait, first come, first served, and those for whom there is no seat or
 * who have waited too long are refused. Nobody blocks. Thread-safe.
 */
public final class Permits {
    private final int most;
    private final Waiting waiting;
    private final Timer timer;

    private final SequencedSet<Waiter> queue = new LinkedHashSet<>();
    private int taken;
    /** Above 0 while a thread hands permits out; it does so for all, or a long queue would end as a deep stack. */
    private final AtomicInteger handingOut = new AtomicInteger();

    /**
     * How many may wait, and how long.
     *
     * @param seats how many for these permits
     * @param room how many for all permits that share it
     * @param patience how long; null: as long as it takes
     */
    public record Waiting(
            int seats, WaitingRoom room, @Nullable Duration patience) {

        /** However many, however long. */
        public static Waiting unlimited() {
            return new Waiting(Integer.MAX_VALUE, new WaitingRoom(Integer.MAX_VALUE), null);
        }
    }

    public Permits(int most, Waiting waiting, Timer timer) {
        this.most = most;
        this.waiting = waiting;
        this.timer = timer;
    }

    /** The work, begun when there is a permit, which is given back when it ends; empty if refused. */
    public <T> Mono<T> during(Supplier<Mono<T>> work) {
        return Mono.create(this::acquire).flatMap(_ -> Mono.defer(work).doFinally(_ -> release()));
    }

    public synchronized int taken() {
        return taken;
    }

    private void acquire(MonoSink<Permits> sink) {
        Waiter waiter = new Waiter(sink);
        if (!admit(waiter)) {
            sink.success();
            return;
        }
        handOut();
        Duration patience = waiting.patience();
        if (waiter.seated && patience != null) {
            waiter.timeout = timer.newTimeout(_ -> giveUp(waiter), patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized boolean admit(Waiter waiter) {
        boolean free = taken + queue.size() < most;
        if (!free) {
            if (queue.size() >= waiting.seats() || !waiting.room().enter()) {
                return false;
            }
            waiter.seated = true;
        }
        return queue.add(waiter);
    }

    private void release() {
        synchronized (this) {
            taken--;
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
                leave(next);
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
        boolean stillWaiting;
        synchronized (this) {
            stillWaiting = queue.remove(waiter);
        }
        if (stillWaiting) {
            leave(waiter);
            waiter.sink.success();
        }
    }

    private void leave(Waiter waiter) {
        Timeout timeout = waiter.timeout;
        if (timeout != null) {
            timeout.cancel();
        }
        if (waiter.seated) {
            waiting.room().leave();
        }
    }

    private static final class Waiter {
        private final MonoSink<Permits> sink;
        private volatile boolean seated;
        private volatile @Nullable Timeout timeout;

        private Waiter(MonoSink<Permits> sink) {
            this.sink = sink;
        }
    }
}
