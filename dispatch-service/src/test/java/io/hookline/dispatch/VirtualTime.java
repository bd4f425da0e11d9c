package io.hookline.dispatch;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A clock and a timer whose time leaps from one thing that is to happen to the next, so that hours pass in seconds. Everything
 * happens on the thread that lets time pass, in order, at whole milliseconds: that is what Kafka's timestamps can tell apart.
 */
public final class VirtualTime extends Clock implements Timer {
    private static final Instant BEGIN = Instant.parse("2026-01-15T10:00:00Z");

    private final NavigableSet<Event> events =
            new TreeSet<>(Comparator.comparingLong(Event::millis).thenComparingLong(Event::number));
    private long millis;
    private long scheduled;

    /** Lets time pass, and with it everything happen that falls into it. */
    public void runUntil(Duration end) {
        while (!events.isEmpty() && events.first().millis <= end.toMillis()) {
            Event next = events.removeFirst();
            millis = next.millis;
            next.action.run();
        }
        millis = end.toMillis();
    }

    public Duration elapsed() {
        return Duration.ofMillis(millis);
    }

    public long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    public void at(Instant instant, Runnable action) {
        schedule(Duration.between(BEGIN, instant), action);
    }

    public void after(Duration wait, Runnable action) {
        schedule(elapsed().plus(wait), action);
    }

    private Event schedule(Duration sinceBegin, Runnable action) {
        long due = sinceBegin.plusNanos(999_999).toMillis();
        Event event = new Event(Math.max(due, millis), scheduled++, action);
        events.add(event);
        return event;
    }

    private record Event(long millis, long number, Runnable action) {}

    @Override
    public Instant instant() {
        return BEGIN.plusMillis(millis);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Tests live in UTC");
    }

    @Override
    public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
        Task timeout = new Task(task);
        timeout.event = schedule(elapsed().plusNanos(unit.toNanos(delay)), timeout::expire);
        return timeout;
    }

    @Override
    public Set<Timeout> stop() {
        return Set.of();
    }

    private final class Task implements Timeout {
        private final TimerTask task;
        private Event event = new Event(0, -1, () -> {});
        private boolean expired;
        private boolean cancelled;

        private Task(TimerTask task) {
            this.task = task;
        }

        private void expire() {
            expired = true;
            try {
                task.run(this);
            } catch (Exception e) {
                throw new IllegalStateException("A timer's task failed", e);
            }
        }

        @Override
        public Timer timer() {
            return VirtualTime.this;
        }

        @Override
        public TimerTask task() {
            return task;
        }

        @Override
        public boolean isExpired() {
            return expired;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public boolean cancel() {
            cancelled = events.remove(event);
            return cancelled;
        }
    }
}
